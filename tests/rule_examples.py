"""For every rule that is no identity: what breaks it, the level of its finding, and what the message must hold."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from real_units import putuo, with_change, with_facts, zhuzhou

from narrator.account import Account, Row, Table, TableId
from narrator.finding import Level

REASON = "增减原因.0.原因"
BUDGET_REASON = "预决算差异原因.0.原因"
NOTICE, MISSING, ADVICE, ERROR = Level.NOTICE, Level.MISSING, Level.ADVICE, Level.ERROR


class Example(NamedTuple):
    code: str
    level: Level
    account: Callable[[], Account]
    says: tuple[str, ...]


def facts(code: str, level: Level, path: str, given: dict[str, Any], *says: str) -> Example:
    return Example(code, level, lambda: with_facts(zhuzhou(), {"单位": "株洲市教育技术装备所", **given}, path), says)


def reason(code: str, level: Level, text: str, *says: str, last: str = "518.39") -> Example:
    """A reason for the total, which was so much last year and is 467.63 this year."""
    given = {"上年数": {"收支总计": last}, "增减原因": [{"用于": ["收支总计"], "原因": text}]}
    return facts(code, level, REASON, {**given, "人员": {"编制": 13, "在职": 12, "退休": 10}}, *says)


def budget_reason(code: str, text: str, *says: str) -> Example:
    """A reason why 467.63 was spent of an initial budget of 343.55."""
    given = {"年初预算": {"2050299": "343.55"}, "预决算差异原因": [{"用于": ["2050299"], "原因": text}]}
    return facts(code, NOTICE, BUDGET_REASON, given, *says)


def junk(path: str, given: dict[str, Any], *said: str) -> Example:
    """Texts that say nothing, the first finding of which is told."""
    return facts("TEXT-JUNK", MISSING, path, given, f"只写了“{said[0]}”")


def remark(code: str, text: str, *says: str, **given: Any) -> Example:
    return facts(code, NOTICE, "其他说明.0", {"其他说明": [text], **given}, *says)


def with_rows(id: TableId, change: Callable[[list[Row]], list[Row]]) -> Account:
    """The seed with other rows in one table."""
    table = zhuzhou().tables[id]
    changed = Table.model_validate({**table.model_dump(), "rows": change(list(table.rows))})
    return zhuzhou().model_copy(update={"tables": {**zhuzhou().tables, id: changed}})


def renamed(code: str, name: str, id: TableId = "T3") -> Account:
    return with_rows(id, lambda rows: [replace(r, name=name) if r.code == code else r for r in rows])


def recoded(code: str, other: str) -> Account:
    return with_rows("T3", lambda rows: [replace(r, code=other) if r.code == code else r for r in rows])


def after(code: str, other: str) -> Callable[[list[Row]], list[Row]]:
    """Moves one row behind another."""

    def move(rows: list[Row]) -> list[Row]:
        moved = next(row for row in rows if row.code == code)
        rows.remove(moved)
        rows.insert(next(i for i, row in enumerate(rows) if row.code == other) + 1, moved)
        return rows

    return move


def without(id: TableId, key: str) -> Account:
    return with_rows(id, lambda rows: [row for row in rows if key not in (row.code, row.name)])


def unlisted() -> Account:
    """The seed whose tables all lack their only item, for which staff gave a budget."""
    gone = {id: without(id, "2050299").tables[id] for id in ("T2", "T3", "T5")}
    account = zhuzhou().model_copy(update={"tables": {**zhuzhou().tables, **gone}})
    return with_facts(account, {"年初预算": {"2050299": "343.55"}}, "年初预算.2050299")


def unlisted_code(name: str = "其他普通教育支出") -> Account:
    """The seed with a code in all tables that the classification does not list, and a name for it in one."""
    account = zhuzhou()
    for id in ("T2", "T3", "T5"):
        changed = {"code": "2050298"} | ({"name": name} if id == "T3" else {})
        rows = [replace(r, **changed) if r.code == "2050299" else r for r in account.tables[id].rows]
        table = Table.model_validate({**account.tables[id].model_dump(), "rows": rows})
        account = account.model_copy(update={"tables": {**account.tables, id: table}})
    return account


def last_year(account: Account) -> Account:
    return account.model_copy(update={"last_year": zhuzhou().tables})


ITEM = {"名称": "电费", "金额": "113.75", "来源": "市级", "项目": "机房"}

EXAMPLES = [
    reason("REASON-JUNK", MISSING, "qq", "qq"),
    reason("REASON-JUNK", MISSING, "11", "11"),
    reason("REASON-JUNK", MISSING, "见附件", "见附件"),
    reason("REASON-JUNK", MISSING, "正常", "正常"),
    reason("REASON-JUNK", MISSING, "——", "——"),
    *(junk("绩效评价", {"绩效评价": {"完成情况概述": said}}, said) for said in ("略", "111", "asdf", "见附件", "同上")),
    *(junk("单位概况", {"单位概况": {"内设机构": ["办公室", said]}}, said) for said in ("。。。", "；", "222", "asdf")),
    *(junk("其他说明", {"其他说明": [said]}, said) for said in ("2020.2020.2020.", "。" * 12, "啊" * 12, "按要求填写")),
    junk("三公经费", {"三公经费": {"公务接待": {"事由": "略"}}}, "略"),
    junk("绩效评价", {"绩效评价": {"绩效目标": ["见附件"]}}, "见附件"),
    junk("单位概况", {"单位概况": {"职责": ["；"]}}, "；"),
    junk("会议", {"会议": [{"内容": "asdf", "人数": 3}]}, "asdf"),
    junk("项目支出", {"项目支出": {"项目": [{"名称": "机房项目", "用途": "略"}]}}, "略"),
    junk("项目支出", {"项目支出": {"项目": [{"名称": "机房", "成效": "好"}]}}, "好"),
    junk("名词解释", {"名词解释": [{"名词": "机关运行经费", "解释": "111"}]}, "111"),
    junk("其他说明", {"其他说明": ["同上"]}, "同上"),
    reason("REASON-JUNK", MISSING, "啊啊啊啊啊", "啊啊"),
    reason("REASON-JUNK", NOTICE, "减员", "2个字"),
    reason("TEXT-PLACEHOLDER", MISSING, "人员经费减少，待补充", "待补"),
    reason("TEXT-PLACEHOLDER", MISSING, "XX项目支出减少", "XX"),
    reason("TEXT-PLACEHOLDER", MISSING, "支出减少……", "......"),
    reason("TEXT-PLACEHOLDER", MISSING, "TODO 人员支出减少", "TODO"),
    *(
        reason("TEXT-PLACEHOLDER", MISSING, f"人员支出{mark}有变动", mark)
        for mark in ("待定", "此处填写", "todo", "tbd", "xx", "××", "***", "__", "减少(增加)", "大于(小于)")
    ),
    reason("TEXT-BRACE", MISSING, "人员经费支出{人员经费，占比下降", "“{人员经费,占比下降”", "写成“{人员经费}”"),
    reason("TEXT-BRACE", MISSING, "人员经费支出人员经费}，占比下降", "“人员经费支出人员经费}”", "不成对"),
    reason("TEXT-BRACE", MISSING, "人员经费支出{}，减少", "“{},减少”", "写成“{人员经费}”这样"),
    reason("TEXT-SIGN", MISSING, "人员减少，下降{收支总计增减率}", "“下降-9.79%”"),
    reason("TEXT-SIGN", MISSING, "人员增加，增长{收支总计增减率}", "“增长-9.79%”"),
    reason("TEXT-SIGN", MISSING, "人员减少了{收支总计增减}", "“减少67.63万元”", last="400"),
    facts(
        "TEXT-SELF-NAME",
        NOTICE,
        "绩效评价",
        {"自称": "我所", "绩效评价": {"总体评价": "我局资金合规"}},
        "“我局”",
        "我所",
    ),
    reason("TEXT-OTHER-UNIT", NOTICE, "株洲市第二中学人员减少", "株洲市第二中学"),
    facts(
        "LIST-TWICE", ERROR, "单位概况", {"单位概况": {"内设机构": ["办公室", "研究室", "办公室"]}}, "“办公室”列了2次"
    ),
    facts("LIST-TWICE", NOTICE, "单位概况", {"单位概况": {"职责": ["指导教学", "指导教学"]}}, "“指导教学”列了2次"),
    facts(
        "PROCUREMENT-LIMIT",
        NOTICE,
        "政府采购.总额",
        {"政府采购": {"总额": "200"}},
        "200.00",
        "113.75",
        "34.62",
        "51.63",
    ),
    reason("TEXT-OTHER-YEAR", NOTICE, "2017年、2018年项目完工，支出减少", "有1处文字写了2017、2018年"),
    reason("REASON-JUNK", MISSING, "略", "收支总计的增减原因只写了"),
    reason("REASON-DIRECTION", NOTICE, "项目支出增加", "增加", "-50.76"),
    reason("REASON-DIRECTION", NOTICE, "压减了公用经费", "压减", "67.63", last="400"),
    budget_reason("REASON-DIRECTION", "压减了公用经费", "压减", "124.08"),
    budget_reason("REASON-AMOUNTS", "增加了教育信息化专项经费113.75万元", "113.75", "124.08", "10.33", "0.015"),
    budget_reason("REASON-AMOUNTS", "增加专项134.08万元、减少公用经费20万元", "114.08", "124.08", "10.00", "0.02"),
    budget_reason("REASON-PARTS", "增加124.08万元，其中：电费100万元；维修20万元", "120.00", "124.08", "4.08", "0.015"),
    reason("TEXT-OTHER-UNIT", NOTICE, "株洲市教育科学研究院人员减少", "株洲市教育科学研究院", "株洲市教育技术装备所"),
    reason("TEXT-OTHER-YEAR", NOTICE, "2017年项目完工，支出减少", "2017年", "2020年"),
    reason("TEXT-OTHER-YEAR", NOTICE, "2019年人员减少，支出减少", "有1处文字写了2019年，本年度是2020年"),
    reason("TEXT-OTHER-YEAR", NOTICE, "编号12018年检不算，2019年人员减少", "有1处文字写了2019年"),
    reason("TEXT-OTHER-YEAR", NOTICE, "截至2019年12月31日人员减少", "有1处文字写了2019年"),
    reason("TEXT-PLACEHOLDER", MISSING, "人员经费下降（增长）27.78%", "下降(增长)"),
    Example(
        "USE-OTHER-ITEM",
        NOTICE,
        lambda: with_facts(putuo(), {"科目用途": {"2210201": "行政单位医疗保险支出"}}, "科目用途.2210201"),
        ("2210201住房公积金", "“行政单位医疗”"),
    ),
    reason("TEXT-OTHER-YEAR", NOTICE, "2021年人员减少，支出减少", "有1处文字写了2021年"),
    facts("LIST-NOTHING", ERROR, "会议", {"会议": [{"内容": "没有"}]}, "会议第1项写的是“没有”"),
    facts("LIST-NOTHING", ERROR, "会议", {"会议": [{"内容": "无", "人数": 0}]}, "会议第1项写的是“无”"),
    facts("LIST-NOTHING", ERROR, "培训", {"培训": [{"人数": 0, "金额": "0"}]}, "培训第1项只有 0"),
    facts("LIST-NOTHING", ERROR, "其他说明", {"其他说明": ["0"]}, "其他说明第1项写的是“0”"),
    facts("LIST-NOTHING", ERROR, "绩效评价", {"绩效评价": {"存在问题": [{"标题": "暂无"}]}}, "存在问题第1项"),
    facts(
        "LIST-CONTRADICTION",
        ERROR,
        "培训",
        {"培训": [{"内容": "无", "金额": "1.2", "人数": 5}]},
        "培训第1项写的是“无”",
        "金额1.2万元",
        "人数5人",
    ),
    reason("TEXT-LEAD-IN", MISSING, "主要原因是：人员减少", "“主要原因是:”", "从“人员减少”写起"),
    facts("TEXT-LEAD-IN", MISSING, "项目支出", {"项目支出": {"主要用途": "主要用于教学"}}, "“主要用于”", "“教学”"),
    facts("TEXT-LEAD-IN", MISSING, "科目用途", {"科目用途": {"2050299": "用于教学"}}, "“用于”", "“教学”"),
    facts(
        "LIST-NUMBERED",
        MISSING,
        "单位概况.职责.0",
        {"单位概况": {"职责": ["1、协助制定规划", "（二）指导督查", "③组织培训", "12所学校的设备"]}},
        "职责有3项自带序号“1、”、“（二）”、“③”",
    ),
    facts(
        "LIST-JOINED",
        MISSING,
        "单位概况.内设机构.0",
        {"单位概况": {"内设机构": ["办公室，装备室", "研究室"]}},
        "“办公室，装备室”",
        "2个名称",
        "一行一个",
    ),
    facts("NAME-OTHER-UNIT", ERROR, "自称", {"自称": "株洲市教育局"}, "自称写的是“株洲市教育局”", "装备所"),
    facts(
        "NAME-OTHER-UNIT",
        ERROR,
        "单位概况",
        {"单位概况": {"决算单位": [{"名称": "株洲市教育局本级"}]}},
        "决算单位第1项的名称写的是“株洲市教育局本级”",
    ),
    reason("TEXT-PUNCTUATION", NOTICE, "人员减少,严格控制“三公”经费", "有1处", "人员减少,严格控制"),
    facts("TEXT-PUNCTUATION", NOTICE, "绩效评价", {"绩效评价": {"依据文件": "株财函[2021]6号"}}, "[2021]", "〔2021〕"),
    reason("REASON-PERCENT", NOTICE, "严格压缩，同比下降56%", "同比下降56%", "-9.79", last="518.39"),
    facts("LIST-JOINED", NOTICE, "单位概况.内设机构", {"单位概况": {"内设机构": ["规划、建设科"]}}, "规划、建设科"),
    facts("TEXT-NOTHING", MISSING, "单位概况.单位定位", {"单位概况": {"单位定位": "无"}}, "单位定位写的是“无”"),
    facts("TEXT-NOTHING", MISSING, "单位概况.职责", {"单位概况": {"职责": "无"}}, "职责写的是“无”"),
    facts("TEXT-NOTHING", MISSING, "绩效评价.评价结论", {"绩效评价": {"评价结论": "/"}}, "评价结论写的是“/”"),
    facts("TEXT-NOTHING", MISSING, "三公经费", {"三公经费": {"公务接待": {"事由": "暂无"}}}, "事由写的是“暂无”"),
    reason("REASON-JUNK", MISSING, "没有", "没有"),
    facts(
        "TEXT-OTHER-YEAR",
        NOTICE,
        "绩效评价",
        {"绩效评价": {"评价结论": "2019年度预算执行有效", "总体评价": "2019年资金合规"}},
        "有2处文字写了2019年",
        "评价结论、总体评价",
    ),
    facts("PUBLISHED-YEAR", NOTICE, "公开时间", {"公开时间": "2020年8月20日"}, "2020年8月20日", "2021年"),
    remark("TEXT-CARRY-OVER", "项目支出使用了上年结转资金3万元", "上年结转", "0.00"),
    remark("TEXT-CARRY-OVER", "项目尾款结转下年支付", "结转", "0.00"),
    remark("TEXT-AMOUNT", "人员经费支319.26万元，占总支出数的90.21%", "319.27", "68.27", "90.21"),
    remark("TEXT-AMOUNT", "公用经费34.62万元，占基本支出的9.79%", "9.79%", "9.78%", "0.005"),
    remark(
        "TEXT-AMOUNT",
        "公务用车费比上年减少0.12万元,减少0.1%",
        "0.1%",
        "5.61%",
        "0.05",
        上年数={"公务用车费": "2.14"},
    ),
    remark("TEXT-AMOUNT", "收支总计比上年增加50.76万元", "50.76", 上年数={"收支总计": "518.39"}),
    remark("TEXT-AMOUNT", "年度中调整追加120万元", "120万元", "124.08", 年初预算={"2050299": "343.55"}),
    remark("TEXT-OFFICES", "内设3个科室", "3个", "4个", 单位概况={"内设机构": ["甲室", "乙室", "丙室", "丁室"]}),
    remark("TEXT-OFFICES", "下设科室五个", "5个", "1个", 单位概况={"内设机构": ["办公室"]}),
    remark("TEXT-VEHICLES", "公务用车保有量为2辆", "2辆", "1辆", 国有资产={"车辆": 1}),
    remark("TEXT-STAFF", "编制15人，实有人数12人", "15人", "13人", 人员={"编制": 13, "在职": 12}),
    facts("STAFF-ESTABLISHMENT", NOTICE, "人员.在职", {"人员": {"编制": 13, "在职": 15}}, "15人", "13人", "2人"),
    reason("STAFF-CHANGE", NOTICE, "退休2人、调出1人，人员较上年减少3人", "3人", "12人", "15人", "13人"),
    reason("STAFF-FLOWS", NOTICE, "退休2人、调出一人，人员较上年减少1人", "合计3人", "1人"),
    facts(
        "PROCUREMENT-GOODS",
        NOTICE,
        "政府采购.服务",
        {"政府采购": {"总额": "24.76", "服务": "24.76"}},
        "货物没有填",
        "9.65",
    ),
    facts("PROCUREMENT-LIMIT", NOTICE, "政府采购.总额", {"政府采购": {"总额": "500", "货物": "500"}}, "500", "467.63"),
    facts(
        "FOREIGN-GUESTS",
        ERROR,
        "三公经费.公务接待.外宾批次",
        {"三公经费": {"公务接待": {"批次": 3, "外宾批次": 4}}},
        "4",
        "3",
    ),
    facts(
        "FOREIGN-GUESTS",
        ERROR,
        "三公经费.公务接待.外宾金额",
        {"三公经费": {"公务接待": {"外宾金额": "1"}}},
        "1",
        "0.29",
    ),
    facts(
        "GROUPS-PERSONS",
        NOTICE,
        "三公经费.公务接待.批次",
        {"三公经费": {"公务接待": {"批次": 33, "人次": 3}}},
        "33",
        "3",
    ),
    facts(
        "VEHICLES-BOUGHT",
        NOTICE,
        "三公经费.公务用车.购置数",
        {"三公经费": {"公务用车": {"购置数": 2, "保有量": 1}}},
        "2辆",
        "1辆",
    ),
    facts("GATHERING-MONEY", NOTICE, "培训", {"培训": [{"内容": "业务培训", "人数": 20}]}, "1次培训", "0.00"),
    facts(
        "PROJECT-UNUSED",
        NOTICE,
        "项目支出.项目.1",
        {"项目支出": {"资金来源": [{"名称": "市级"}], "明细": [ITEM], "项目": [{"名称": "机房"}, {"名称": "云平台"}]}},
        "云平台",
        "1个",
    ),
    facts(
        "PERFORMANCE-AMOUNTS",
        NOTICE,
        "预算绩效管理.绩效自评.金额",
        {"预算绩效管理": {"绩效自评": {"金额": "4676300"}}},
        "4676300",
        "467.63",
    ),
    facts(
        "NAMES-ALIKE",
        ADVICE,
        "项目支出.明细.0.名称",
        {"项目支出": {"明细": [{**ITEM, "名称": "互联网宽带出口"}, {**ITEM, "名称": "机房和互联网出口宽带"}]}},
        "互联网宽带出口",
        "互联网出口宽带",
    ),
    Example("CODE-TWICE", ERROR, lambda: with_rows("T3", lambda rows: [*rows, rows[-1]]), ("2050299", "只留一行")),
    Example(
        "CODE-TWICE",
        NOTICE,
        lambda: with_rows("T3", lambda rows: [*rows, replace(rows[-1], name="某")]),
        ("2050299", "请合并"),
    ),
    Example("CODE-PARENT", NOTICE, lambda: with_rows("T6", after("30215", "30304")), ("30215", "303")),
    Example("CODE-PARENT", ERROR, lambda: with_rows("T5", lambda rows: rows[:2] + rows[3:]), ("2050299", "20502")),
    Example("CODE-NAME", NOTICE, lambda: unlisted_code("小学教育"), ("小学教育", "其他普通教育支出")),
    Example(
        "CODE-ELSEWHERE",
        ERROR,
        lambda: recoded("2050299", "2050298"),
        ("公开03表 A10的科目编码2050298像是错了", "公开02表、公开05表的编码是2050299", "请改成2050299"),
    ),
    Example(
        "CODE-FORM",
        ERROR,
        lambda: recoded("2050299", "205029"),
        ("公开03表 A10的科目编码写的是“205029”，有6位", "应是3、5、7位数字", "公开02表、公开05表的编码是2050299"),
    ),
    Example("CODE-STANDARD-NAME", NOTICE, lambda: renamed("30215", "培训费", "T6"), ("30215 培训费", "会议费")),
    Example("CODE-STANDARD-NAME", NOTICE, lambda: renamed("205", "科学技术支出", "T2"), ("205", "教育支出")),
    Example("CODE-STANDARD-NAME", NOTICE, lambda: renamed("2050299", "小学教育"), ("小学教育", "其他普通教育支出")),
    Example("CODE-UNLISTED", NOTICE, unlisted_code, ("1个科目", "2050298 其他普通教育支出")),
    Example(
        "NEGATIVE-AMOUNT", NOTICE, lambda: with_change(zhuzhou(), "T6", "30215", "决算数", "", "-1.32"), ("-0.66",)
    ),
    Example(
        "LAST-YEAR-JUMP",
        NOTICE,
        lambda: last_year(with_change(zhuzhou(), "T6", "30215", "决算数", "", "5.94")),
        ("6.60", "0.66"),
    ),
    Example(
        "LAST-YEAR-CARRY-OVER",
        NOTICE,
        lambda: last_year(with_change(zhuzhou(), "T1", "年初结转和结余", "决算数", "收入", "3")),
        ("3.00", "0.00", "0.01"),
    ),
    Example(
        "THREE-PUBLIC-BUDGET",
        NOTICE,
        lambda: with_change(zhuzhou(), "T7", "决算数", "公务接待费", "", "1"),
        ("1.29", "0.29"),
    ),
    facts(
        "LAST-YEAR-REPEATED",
        ERROR,
        "上年数.收支总计",
        {"上年数": {"收支总计": "467.63", "公务用车费": "2.02", "公务接待费": "0.29", "因公出国费": "0"}},
        "4个上年数",
        "收支总计467.63万元",
        "公务用车费2.02万元",
    ),
    Example("LAST-YEAR-REPEATED", ERROR, lambda: last_year(zhuzhou()), ("公开表.xlsx", "全部相同")),
    Example("TOTAL-MISSING", ERROR, lambda: without("T3", "合计"), ("公开03表缺少1行", "合计", "0.00")),
    Example("BALANCE-MISSING", NOTICE, lambda: without("T1", "年初结转和结余"), ("公开01表缺少1行", "年初结转和结余")),
    Example("ROW-ELSEWHERE", ERROR, lambda: without("T5", "2050299"), ("公开05表", "20502", "公开02表", "2050299")),
    Example("ROW-ELSEWHERE", ERROR, lambda: without("T3", "2050299"), ("公开03表", "20502", "公开02表", "2050299")),
    Example("ROW-ELSEWHERE", ERROR, unlisted, ("公开05表", "20502", "年初预算", "2050299")),
]

"""A realistic document for the writers: cover, contents, parts, long text, and the tables that are hard to print."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from itertools import zip_longest

from narrator.document import Contents, Document, Entry, Paragraph, Run, Section, TableBlock, TableCell
from narrator.figures.figure import Figure
from narrator.phrasebook.library import library
from narrator.phrasebook.page_style import PageStyle


def words(text: str) -> list[str]:
    return text.split()


UNIT = "株洲市教育技术装备所"
EXPENDITURE = words(
    "一般公共服务支出 外交支出 国防支出 公共安全支出 教育支出 科学技术支出 文化旅游体育与传媒支出 "
    "社会保障和就业支出 卫生健康支出 节能环保支出 城乡社区支出 农林水支出 交通运输支出 资源勘探工业信息等支出 "
    "商业服务业等支出 金融支出 援助其他地区支出 自然资源海洋气象等支出 住房保障支出 粮油物资储备支出 "
    "国有资本经营预算支出 灾害防治及应急管理支出 其他支出 债务还本支出 债务付息支出 抗疫特别国债安排的支出"
)
NUMERALS = words(
    "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一 二十二 二十三 "
    "二十四 二十五 二十六"
)
TOTAL = Figure("收入总计", Decimal("467.63"), formula="本年收入合计 + 年初结转和结余", id="income-total")
CHANGE = Figure("收入总计增减率", Decimal("-9.79"), "%", formula="(本年 − 上年) ÷ 上年", operands=(TOTAL,))

SECTIONS = words(
    "收入支出决算总体情况说明 收入决算情况说明 支出决算情况说明 财政拨款收入支出决算总体情况说明 "
    "一般公共预算财政拨款支出决算情况说明 一般公共预算财政拨款基本支出决算情况说明 "
    "一般公共预算财政拨款“三公”经费支出决算情况说明 政府性基金预算收入支出决算情况说明 "
    "国有资本经营预算支出决算情况说明 机关运行经费支出说明 一般性支出情况说明 政府采购支出说明 "
    "国有资产占用情况说明 重点项目预算的绩效评价结果等情况说明 其他"
)
OVERALL = "2020年度收、支总计467.63万元，与上年相比，减少50.76万元，减少9.8%，主要是因为"
THREE_PUBLIC = (
    "2020年度“三公”经费财政拨款支出决算中，公务接待费支出决算0.29万元，占12.6%，因公出国（境）费支出决算0万元，占0%，"
    "公务用车购置费及运行维护费支出决算2.02万元，占87.4%。其中：全年共接待来访团组3个、来宾33人次，主要是教育信息化工作调研、"
    "全省网络联校工作调研、省电教馆课题结题工作所发生的接待支出；公务用车运行维护费主要是燃油费、维修费、保险费等支出。"
)


@cache
def style() -> PageStyle:
    return library().load("hunan/2020").page


def cell(text: str, look: str = "表格文字", columns: int = 1, rows: int = 1, bold: bool = False) -> TableCell:
    return TableCell((Run(text),) if text else (), look, columns, rows, bold)


def head(*cells: str | tuple[str, int, int]) -> tuple[TableCell, ...]:
    return tuple(cell(c, "表格表头") if isinstance(c, str) else cell(c[0], "表格表头", c[1], c[2]) for c in cells)


def amounts(*values: str, bold: bool = False) -> tuple[TableCell, ...]:
    return tuple(cell(value, "表格数字", bold=bold) for value in values)


def two_sided(
    table: str,
    title: str,
    header: Iterable[tuple[TableCell, ...]],
    widths: tuple[float, ...],
    left: list[str],
    right: list[str],
) -> TableBlock:
    rows = []
    money = len(widths) - 6
    for number, (income, spent) in enumerate(zip_longest(left, right, fillvalue=""), 1):
        bold = "计" in income
        rows.append(
            (
                cell(income, bold=bold),
                cell(str(number), "表格居中"),
                *amounts("467.63" if bold else "0.00" if income else "", bold=bold),
                cell(spent, bold=bold),
                cell(str(number + len(left)), "表格居中"),
                *amounts(*["0.00" if spent else ""] * (money + 1), bold=bold),
            )
        )
    return TableBlock(table, title, f"{UNIT}{title}", widths, tuple(header), tuple(rows))


def lines(names: Iterable[str]) -> list[str]:
    return [f"{numeral}、{name}" for numeral, name in zip(NUMERALS, names, strict=False)]


def table_01() -> TableBlock:
    income = "一般公共预算财政拨款收入 政府性基金预算财政拨款收入 国有资本经营预算财政拨款收入 上级补助收入 "
    income += "事业收入 经营收入 附属单位上缴收入 其他收入"
    left = [*lines(income.split()), *[""] * 18, "本年收入合计", "使用非财政拨款结余", "年初结转和结余", "", "总计"]
    right = [*lines(EXPENDITURE), "本年支出合计", "结余分配", "年末结转和结余", "", "总计"]
    header = (
        head(("收入", 3, 1), ("支出", 3, 1)),
        head("项目", "行次", "决算数", "项目", "行次", "决算数"),
        head("栏次", "", "1", "栏次", "", "2"),
    )
    return two_sided("T1", "收入支出决算总表", header, (82, 12, 34.5, 82, 12, 34.5), left, right)


def table_04() -> TableBlock:
    kinds = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    left = [*lines(kinds), *[""] * 23, "本年收入合计", "年初财政拨款结转和结余", *kinds, "总计"]
    right = [*lines(EXPENDITURE), "本年支出合计", "年末财政拨款结转和结余", "", "", "", "总计"]
    header = (
        head(("收　入", 3, 1), ("支　出", 6, 1)),
        head("项目", "行次", "金额", "项目", "行次", "合计", *kinds),
        head("栏次", "", "1", "栏次", "", "2", "3", "4", "5"),
    )
    return two_sided("T4", "财政拨款收入支出决算总表", header, (52, 10, 26, 53, 10, *[26.5] * 4), left, right)


def table_05(items: int) -> TableBlock:
    header = (
        head(("项目", 2, 1), ("本年支出", 3, 1)),
        head("功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"),
        head(("栏次", 2, 1), "1", "2", "3"),
    )
    total = (cell("合计", "表格居中", columns=2, bold=True), *amounts("467.63", "353.88", "113.75", bold=True))
    rows = [
        (cell(f"20502{number:02}"), cell("其他普通教育支出"), *amounts("467.63", "353.88", "113.75"))
        for number in range(1, items + 1)
    ]
    title = "一般公共预算财政拨款支出决算表"
    return TableBlock("T5", title, title, (32, 90, 45, 45, 45), header, (total, *rows))


def table_07() -> TableBlock:
    kinds = (("合计", 1, 2), ("因公出国（境）费", 1, 2), ("公务用车购置及运行费", 3, 1), ("公务接待费", 1, 2))
    header = (
        head(("预算数", 6, 1), ("决算数", 6, 1)),
        head(*kinds, *kinds),
        head(*("小计", "公务用车购置费", "公务用车运行费") * 2),
        head(*map(str, range(1, 13))),
    )
    title = "一般公共预算财政拨款“三公”经费支出决算表"
    row = amounts(*("2.31", "0.00", "2.02", "0.00", "2.02", "0.29") * 2)
    widths = (21, 21.5, 21.5, 21.5, 21.5, 21.5, 21, 21.5, 21.5, 21.5, 21.5, 21.5)
    return TableBlock("T7", title, title, widths, header, (row,))


def table_08() -> TableBlock:
    header = (
        head(("项目", 2, 1), ("年初结余", 1, 2), ("本年收入", 1, 2), ("本年支出", 3, 1), ("年末结余", 1, 2)),
        head("功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"),
        head(("栏次", 2, 1), *map(str, range(1, 7))),
    )
    title = "政府性基金预算财政拨款收入支出决算表"
    row = (cell("合计", "表格居中", columns=2, bold=True), *amounts(*[""] * 6))
    return TableBlock("T8", title, title, (28, 61, *[28] * 6), header, (row,))


def heading(number: str, text: str, look: str, level: int, new_page: bool = False) -> Paragraph:
    return Paragraph(number, look, (Run(text),), level, listed=level < 3, new_page=new_page)


def body(number: str, *runs: str | Run) -> Paragraph:
    return Paragraph(number, "正文", tuple(Run(run) if isinstance(run, str) else run for run in runs))


def form(number: int, table: TableBlock, *notes: str) -> list[Paragraph | TableBlock]:
    return [
        heading(f"{table.id}-标题", table.title, "表标题", 2, new_page=number > 0),
        Paragraph(f"{table.id}-表号", "表号", (Run(f"公开0{table.id[1:]}表"),)),
        Paragraph(f"{table.id}-表头", "表头信息", (Run(f"部门：{UNIT}\t金额单位：万元"),)),
        table,
        *(Paragraph(f"{table.id}-注{n}", "表注", (Run(note),)) for n, note in enumerate(notes)),
    ]


def tables(items: int) -> tuple[Paragraph | TableBlock, ...]:
    none = "本单位没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。"
    forms = (table_01(), table_04(), table_05(items), table_07(), table_08())
    notes = ("注：本表反映部门本年度的总收支和年末结转结余情况。本套报表金额单位转换时可能存在尾数误差。",)
    return tuple(b for n, t in enumerate(forms) for b in form(n, t, *notes, *([none] if t.id == "T8" else [])))


def narrative() -> tuple[Paragraph, ...]:
    blocks = [heading("第三部分", "第三部分　2020年度部门决算情况说明", "部分标题", 1)]
    for number, (numeral, title) in enumerate(zip(NUMERALS, SECTIONS, strict=False)):
        blocks.append(heading(f"3-{number}", f"{numeral}、{title}", "标题1", 2, new_page=number == 0))
        if number == 0:
            reason = Run("【待填：增减变动主要原因】", placeholder=True)
            change = ("，与上年相比，减少50.76万元，减少", Run("9.8%", CHANGE), "，主要是因为", reason, "。")
            blocks.append(body("3-0-1", "2020年度收、支总计", Run("467.63万元", TOTAL), *change))
        elif number == 6:
            blocks += [heading("3-6-1", "（一）总体情况", "标题2", 3), body("3-6-2", THREE_PUBLIC * 2)]
            blocks += [heading("3-6-3", "1.公务接待费", "标题3", 4), body("3-6-4", THREE_PUBLIC * 3)]
        else:
            blocks += [body(f"3-{number}-1", OVERALL, "人员较上年减少。"), body(f"3-{number}-2", THREE_PUBLIC)]
    return tuple(blocks)


def contents(*sections: Section) -> Contents:
    paragraphs = (block for section in sections for block in section.blocks if isinstance(block, Paragraph))
    return Contents(tuple(Entry(p.level or 1, p.text, p.id, None) for p in paragraphs if p.listed))


def front() -> Section:
    texts = (("封面年度", "2020年度"), ("封面单位", UNIT), ("封面标题", "部门决算"), ("封面日期", "2021年9月"))
    return Section(tuple(Paragraph(look, look, (Run(text),)) for look, text in texts), numbered=False)


@cache
def report(items: int = 3) -> Document:
    """A whole report; `items` is the number of rows of its 公开05表."""
    duties = (body(f"1-{n}", f"（{numeral}）{THREE_PUBLIC}") for n, numeral in enumerate(NUMERALS[:6]))
    title = heading("第一部分", f"第一部分　{UNIT}单位概况", "部分标题", 1)
    first = (title, heading("1-一", "一、部门职责", "标题1", 2, new_page=True), *duties)
    annex = (
        heading("第五部分", "第五部分　附件", "部分标题", 1),
        Paragraph("5-附件", "附件标识", (Run("附件1"),), new_page=True),
        Paragraph("5-标题", "附件标题", (Run("2020年度部门整体支出绩效评价报告"),), 2, listed=True),
        *(body(f"5-{n}", OVERALL, THREE_PUBLIC) for n in range(8)),
    )
    parts = (
        Section(first, first_number=1),
        Section((heading("第二部分", "第二部分　2020年度部门决算表", "部分标题", 1),)),
        Section(tables(items), landscape=True),
        Section(narrative()),
        Section(annex),
    )
    index = Section((Paragraph("目录", "目录标题", (Run("目　　录"),)), contents(*parts)), numbered=False)
    return Document(f"2020年度{UNIT}部门决算", UNIT, 2020, "hunan/2020", (front(), index, *parts))


def small(*blocks: Paragraph | TableBlock | Contents) -> Document:
    """A document of one section."""
    return Document("小文件", UNIT, 2020, "hunan/2020", (Section(blocks, first_number=1),))

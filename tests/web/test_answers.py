"""What the page says of an answer: its state, and what is wrong with it, at the field."""

import re

from starlette.testclient import TestClient
from visitors import PUTUO, ZHUZHOU, added, confirmed, with_income, words

from narrator.web.question import Question


def answered(client: TestClient, unit: str, path: str, **values: object) -> tuple[str, str]:
    """The state of a question after it was answered so, and what is told below it."""
    answer = client.post(f"{unit}/answers", data={"path": path, **values})
    assert answer.status_code == 200, words(answer.text)
    return state(client, unit, path), words(answer.text.partition("hx-swap-oob")[0])


def state(client: TestClient, unit: str, path: str) -> str:
    id = Question(path, "one", "", "").id
    found = re.search(rf'id="{id}-state"[^>]*>([^<]*)<', client.get(f"{unit}/questions").text)
    assert found
    return found[1]


def test_list_numbers_are_to_be_put_right(client: TestClient, bare: str) -> None:
    where, said = answered(client, bare, "单位概况.职责", text=["一、管理装备", "（二）管理网络"])
    assert where == "请改正"
    assert "职责有2项自带序号“一、”、“（二）”" in said
    where, said = answered(client, bare, "单位概况.职责", text=["管理装备", "管理网络"])
    assert where == "已填" and "序号" not in said


def test_lines_in_one_row_of_a_list_are_items_and_told(client: TestClient, bare: str) -> None:
    where, said = answered(client, bare, "单位概况.内设机构", text=["办公室\r\n装备室", "网络中心"])
    assert where == "已填"
    assert "办公室、装备室、网络中心" in said and "有1格里面换了行，各行已各作一项，共读入3项" in said


def test_a_row_that_still_leaves_a_gap_is_not_answered(client: TestClient, bare: str) -> None:
    rows = {"内容": ["工作年会", "研讨会"], "人数": ["30", ""], "金额": ["0.36", "0.30"]}
    where, said = answered(client, bare, "会议", **rows)
    assert "【待填" in said and where == "待填"
    where, said = answered(client, bare, "会议", **{**rows, "人数": ["30", "12"]})
    assert "【待填" not in said and where == "已填"


def test_a_number_is_told_by_what_is_wrong_with_it_under_its_label(client: TestClient, bare: str) -> None:
    for typed in ("467.63 万元", "467.63万"):
        assert answered(client, bare, "上年数.收支总计", value=typed)[0] == "已填"
    wrong = {
        ("上年数.收支总计", "￥518.39"): "“上年决算数 收支总计”的值“￥518.39”写了“￥”，单位是元还是万元不清楚",
        ("上年数.收支总计", "518。39"): "小数点写成了句号“。”，请写成 518.39",
        ("上年数.收支总计", "9" * 21): "太大（整数部分有21位）",
        ("三公经费.公务接待.人次", "-3"): "“公务接待人次”的值“-3”是负数",
        ("人员.编制", "13.5"): "“编制人数”的值“13.5”不是整数",
    }
    for (path, typed), told in wrong.items():
        where, said = answered(client, bare, path, value=typed)
        assert where == "请改正" and told in said and path not in said


def sent(client: TestClient, unit: str, window: str, seen: str, typed: int, **values: object) -> tuple[int, str, str]:
    """The status and text of an answer from a window, and the version that the window has seen then."""
    given = {"path": "单位概况.职责", "window": window, "seen": seen, "typed": str(typed), **values}
    answer = client.post(f"{unit}/answers", data=given)
    found = re.search(r'(?:name="seen" [^>]*value|data-seen)="([^"]*)"', answer.text)
    assert found
    return answer.status_code, words(answer.text), found[1]


def test_a_window_does_not_overwrite_what_another_changed_after_it_looked(client: TestClient, bare: str) -> None:
    assert 'name="seen"' in client.get(f"{bare}/questions").text
    _, _, first = sent(client, bare, "甲", "", 1, text=["管理装备", "管理网络"])
    _, _, second = sent(client, bare, "甲", "", 2, text=["管理装备", "管理校园网"])  # the first answer was not awaited
    status, said, held = sent(client, bare, "乙", first, 3, text=["管理装备和实验室", "管理网络"])
    assert status == 409 and held == second
    assert "这一格在别的窗口改成了“管理装备；管理校园网”" in said and "用我的" in said and "用那边的" in said
    assert "管理校园网" in client.get(f"{bare}/questions").text
    assert sent(client, bare, "丙", first, 1, text=["管理装备", "管理校园网"])[0] == 200  # the same as is kept
    status, _, third = sent(client, bare, "乙", held, 4, text=["管理装备和实验室", "管理网络"])
    assert status == 200 and "管理装备和实验室" in client.get(f"{bare}/questions").text
    assert sent(client, bare, "甲", second, 5, text=[""])[:1] == (409,)
    status, said, _ = sent(client, bare, "乙", third, 6, text=[""])
    assert status == 200
    status, said, _ = sent(client, bare, "甲", second, 7, text=["管理网络"])
    assert status == 409 and "这一格在别的窗口清空了" in said


def test_what_was_typed_is_not_called_by_a_cell_of_a_workbook(client: TestClient, bare: str) -> None:
    where, said = answered(client, bare, "上年数.收支总计", value="—")
    assert where == "待填" and "填写的内容只有一条横线，已当作空白" in said
    _, said = answered(client, bare, "单位概况.单位定位", value="某局\u200b的下属单位")
    assert "填写的内容含有看不见的字符" in said
    assert "工作表" not in words(client.get(f"{bare}/questions").text + client.get(f"{bare}/").text)


def test_an_answer_that_is_sent_twice_tells_its_state_twice(client: TestClient, bare: str) -> None:
    id = Question("人员.编制", "one", "", "").id
    for _ in range(2):  # the first as the page is left, the second by the page that takes its place
        told = client.post(f"{bare}/answers", data={"path": "人员.编制", "value": "13"}).text
        assert re.search(rf'id="{id}-state" hx-swap-oob="true">已填<', told)


def test_a_number_that_there_is_not_is_told_at_the_reason(client: TestClient, bare: str) -> None:
    answered(client, bare, "上年数.收支总计", value="518.39")
    where, said = answered(client, bare, "增减原因.收支总计", value="因{不存在}减少支出")
    assert where == "请改正" and "narrator" not in said
    assert "请改正大括号里的名称，或去掉大括号改为普通文字" in said


def test_errors_are_counted_where_they_can_be_mended(client: TestClient, bare: str) -> None:
    steps = words(client.get(f"{bare}/").text).partition("全文")[0]
    assert "处错误" not in steps
    answered(client, bare, "人员.编制", value="十三")
    assert "处错误" not in words(client.get(f"{bare}/").text).partition("全文")[0]
    client.post(f"{bare}/files", files={"tables": ("新.xlsx", with_income(477.63))})
    assert re.search(r"表格 \d+ 处错误", words(client.get(f"{bare}/").text))


def test_nothing_is_open_where_the_report_lacks_nothing(client: TestClient) -> None:
    files = added(client, PUTUO, "公开表.xlsx", "填报.yaml")
    unit = confirmed(client, files, "上海市普陀区财政局", "2024", "shanghai/2024")
    assert state(client, unit, "单位概况.内设机构") == "不必填"  # this form lists several units instead
    assert "内容齐了" in words(client.get(f"{unit}/").text)
    client.post(f"{unit}/answers", data={"path": "单位概况.决算单位", "名称": "", "备注": ""})
    assert state(client, unit, "单位概况.内设机构") == "待填"


def test_a_name_confirmed_at_the_start_is_cited_where_it_was_typed(client: TestClient) -> None:
    given = {"name": "某所", "year": "2020", "edition": "hunan/2020"}
    asked = client.post(f"{added(client, ZHUZHOU, '公开表.xlsx')}/identity", data=given)
    assert "“某所”（下面填的）、“株洲市教育技术装备所”" in asked.text and "填报.xlsx" not in asked.text
    unit = confirmed(client, added(client, ZHUZHOU, "公开表.xlsx"), "<b>另一个</b>本级", "2020", "hunan/2020")
    html = client.get(f"{unit}/").text
    assert "单位名称不一致：“<b>另一个</b>本级”（在“更改”里确认的）、“株洲市教育技术装备所”（公开表.xlsx" in words(
        re.sub("&lt;(/?b)&gt;", r"〈\1〉", html)
    ).replace("〈", "<").replace("〉", ">")
    assert re.search(rf'<a href="{unit}/identity">更改</a>\s*</li>', html)


def test_a_quotient_is_traced_to_a_few_places(client: TestClient, bare: str) -> None:
    answered(client, bare, "上年数.收支总计", value="518.39")
    html = client.get(f"{bare}/document").text
    asked = re.findall(r'hx-get="([^"]*/figure[^"]*)"', html)
    traced = " ".join(words(client.get(each.replace("&amp;", "&")).text) for each in asked[:40])
    assert re.search(r"约-?9\.7919%", traced) and not re.search(r"\.\d{7}", traced)
    assert "“更改”里确认的" in traced and "基本情况!" not in traced


def test_a_trace_names_what_was_filled_in_by_what_it_tells(client: TestClient, seed: str) -> None:
    html = client.get(f"{seed}/document").text
    asked = [each.replace("&amp;", "&") for each in re.findall(r'hx-get="([^"]*/figure[^"]*)"', html)]
    traced = " ".join(words(client.get(each).text) for each in asked[::5])
    assert "第11项的金额" in traced or "第1项的构成第2项的金额" in traced
    assert not re.search(r"\w\.\d+\.\w|填报 \w+\.", traced)

"""Pasting into a list: lines become rows, cells of a spreadsheet spread, and nothing that does not fit goes unsaid."""

import pytest
from playwright.sync_api import Locator, Page, expect
from test_page import (  # noqa: F401  fixtures
    browser_context_args,
    browser_type_launch_args,
    complaints,
    pytestmark,
    screen,
    step,
    take_in,
)
from visitors import SAVED, ZHUZHOU


def paste(field: Locator, text: str) -> bool:
    """Paste a text; whether the page took it in hand."""
    prevented: bool = field.evaluate(
        """(field, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            field.focus();
            const about = { clipboardData: data, bubbles: true, cancelable: true };
            return !field.dispatchEvent(new ClipboardEvent("paste", about));
        }""",
        text,
    )
    return prevented


def list_of(page: Page, name: str) -> Locator:
    return page.locator("form.question", has=page.get_by_role("group", name=name))


def values(page: Page, question: Locator) -> list[list[str]]:
    """What stands in the lines of a list, those that are not blank."""
    found: list[list[str]] = question.locator(".line:not(.heads)").evaluate_all(
        "(lines) => lines.map((line) => [...line.querySelectorAll('input, textarea')].map((each) => each.value))"
    )
    return [line for line in found if any(line)]


@pytest.fixture
def form(screen: Page) -> Page:  # noqa: F811
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    return screen


def test_pasted_lines_become_rows_without_their_numbers(form: Page) -> None:
    duties = list_of(form, "主要职责，一行一条")
    duties.get_by_label("第1项").fill("组织实施教育技术装备标准")
    duties.get_by_label("第2项").fill("指导学校装备管理")
    paste(duties.get_by_label("第2项"), "")
    duties.get_by_label("第2项").evaluate("(field) => field.setSelectionRange(0, field.value.length)")
    paste(duties.get_by_label("第2项"), "一、管理装备\r\n\r\n2. 管理网络\r\n（三）培训教师\r\n④ 其他 \r\n")
    expected = [["组织实施教育技术装备标准"], ["管理装备"], ["管理网络"], ["培训教师"], ["其他"]]
    assert values(form, duties) == expected
    expect(duties.locator(".pasted")).to_have_text("4 项自带的序号已去掉，报告会另编。")
    expect(duties.locator(".preview")).to_contain_text("管理网络")
    expect(form.locator("#kept")).to_have_text(SAVED)
    form.reload()
    assert values(form, duties) == expected


def test_pasting_between_rows_moves_those_below_down(form: Page) -> None:
    offices = list_of(form, "内设机构，一行一个")
    offices.get_by_label("第1项").fill("办公室")
    offices.get_by_label("第2项").fill("网络中心")
    offices.get_by_label("第1项").evaluate("(field) => field.setSelectionRange(3, 3)")
    paste(offices.get_by_label("第1项"), "\n")
    assert values(form, offices) == [["办公室"], ["网络中心"]]
    offices.get_by_label("第1项").fill("")
    paste(offices.get_by_label("第1项"), "办公室\n装备室")
    assert values(form, offices) == [["办公室"], ["装备室"], ["网络中心"]]


def test_pasted_cells_spread_over_columns_and_rows(form: Page) -> None:
    meetings = list_of(form, "会议，一行一次")
    rows = '工作年会\t0.36\t30\r\n"两行的\n""会议"""\t0.30\t12\r\n研讨会\t0.2\t8\t多出的'
    paste(meetings.get_by_label("第1项内容"), rows)
    assert values(form, meetings) == [
        ["工作年会", "0.36", "30"],
        ['两行的\n"会议"', "0.30", "12"],
        ["研讨会", "0.2", "8"],
    ]
    expect(meetings.locator(".pasted")).to_contain_text("有 4 列，这里从这一格起只有 3 列，右边多出的 1 列没有放入")
    expect(meetings.locator(".fault", has_text="里面换了行")).to_be_visible()
    paste(meetings.get_by_label("第2项人数"), "15\n9")
    assert [line[2] for line in values(form, meetings)] == ["30", "15", "9"]
    expect(meetings.locator(".pasted")).to_have_count(0)


def test_a_text_without_new_lines_is_pasted_as_the_browser_does(form: Page) -> None:
    field = list_of(form, "主要职责，一行一条").get_by_label("第1项")
    assert not paste(field, "管理装备")
    assert paste(field, "一、管理装备")
    expect(field).to_have_value("管理装备")

"""Two windows at one unit: neither overwrites unsaid what the other saved, and a unit that is gone is told."""

import pytest
from playwright.sync_api import Page, expect
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


@pytest.fixture
def two(screen: Page) -> tuple[Page, Page]:  # noqa: F811
    """Two windows at the questions of one unit."""
    take_in(screen, ZHUZHOU / "公开表.xlsx")
    step(screen, "填写")
    other = screen.context.new_page()
    other.goto(screen.url)
    return screen, other


def test_the_same_field_in_two_windows_is_told_and_one_is_chosen(
    two: tuple[Page, Page],
    complaints: list[str],  # noqa: F811
) -> None:
    one, other = two
    one.get_by_label("编制人数").fill("13")
    expect(one.locator("#kept")).to_have_text(SAVED)
    field, question = other.get_by_label("编制人数"), other.locator(".question", has=other.get_by_label("编制人数"))
    field.press_sequentially("15")
    expect(question.locator(".differs")).to_contain_text("这一格在别的窗口改成了“13”")
    expect(field).to_have_value("15")
    expect(other.locator("#kept")).to_contain_text("有一格没有保存：别的窗口也改了它")
    other.reload()
    expect(question.locator(".differs")).to_contain_text("“13”")
    expect(field).to_have_value("15")
    question.get_by_role("button", name="用我的").click()
    expect(other.locator("#kept")).to_have_text(SAVED)
    expect(question.locator(".differs")).to_have_count(0)
    field.fill("16")
    expect(other.locator("#kept")).to_have_text(SAVED)
    again = one.locator(".question", has=one.get_by_label("编制人数"))
    one.get_by_label("编制人数").fill("14")
    expect(again.locator(".differs")).to_contain_text("“16”")
    again.get_by_role("button", name="用那边的").click()
    expect(one.get_by_label("编制人数")).to_have_value("16")
    expect(one.locator(".differs")).to_have_count(0)
    complaints.clear()


def test_a_unit_that_was_removed_in_another_window_is_said_to_be_gone(
    two: tuple[Page, Page],
    complaints: list[str],  # noqa: F811
) -> None:
    one, other = two
    other.evaluate("fetch(location.pathname.replace('questions', 'remove'), { method: 'POST' })")
    other.wait_for_timeout(300)
    one.get_by_label("编制人数").fill("13")
    expect(one.locator("#kept")).to_contain_text("没有保存：这个单位已经删除")
    complaints.clear()

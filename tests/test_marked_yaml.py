"""YAML with lines: what it keeps and what it refuses."""

import pytest

from narrator.marked_yaml import YamlFault, parse


def test_scalars_stay_text_and_every_key_knows_its_line():
    marked = parse("年度: 010\n项目:\n  - 名称: 是\n    金额: 1.50\n", "a.yaml")
    assert marked.data == {"年度": "010", "项目": [{"名称": "是", "金额": "1.50"}]}
    assert marked.line("项目.0.金额") == 4
    assert marked.line("项目.0.没有的键") == 3


def test_nothing_after_the_colon_is_none_but_quotes_are_text():
    assert parse("a:\nb: ''\nc: ~\nd: '~'\n", "a.yaml").data == {"a": None, "b": "", "c": None, "d": "~"}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "写了两次"),
        ("a: &x 1\nb: *x\n", 1, "引用"),
        ("a: 1\nb: *x\n", 2, "引用"),
        ("a: !!python/name:os.system x\n", 1, "标签"),
        ("!x a: 1\n", 1, "标签"),
        ("? [a]\n: 1\n", 1, "键必须是文字"),
        ("a: 1\n---\nb: 2\n", 2, "一份"),
        ("a: 1\nb: [1\nc: 2\n", 3, "不是合法的 YAML"),
        ("a: \x07\n", 1, "不允许的字符"),
        ("[" * 100_000, 1, "层次过深"),
        ("- " * 100_000, 1, "层次过深"),
    ],
)
def test_what_is_refused_says_its_line(text, line, says):
    with pytest.raises(YamlFault, match=says) as caught:
        parse(text, "a.yaml")
    assert caught.value.line == line


def test_doubles_can_be_collected_and_the_first_is_kept():
    doubles: list[YamlFault] = []
    assert parse("a: 1\na: 2\nb: 3\n", "a.yaml", doubles=doubles).data == {"a": "1", "b": "3"}
    assert [(str(fault), fault.line) for fault in doubles] == [("“a”写了两次，请只留一处", 2)]

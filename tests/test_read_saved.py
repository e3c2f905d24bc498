"""account.json: what was read once reads back equal, and what does not fit is refused."""

import json

import pytest
from changed_workbook import FACTS, codes

from narrator.errors import UnusableInput
from narrator.read import read

ROW = {"name": "总计", "label": "总计", "cells": {"决算数": {"value": "9" * 30}}}
HUGE = {"id": "T1", "title": "收入支出决算总表", "rows": [ROW]}


def test_a_saved_account_reads_back_equal(folder, tmp_path):
    (folder / "填报.yaml").write_text(FACTS + "不认得: 1\n上年数: {收入总计: 518.39, 零头: 0.001元}\n", "utf-8")
    account = read(folder)
    saved = tmp_path / "account.json"
    saved.write_text(account.model_dump_json(by_alias=True), "utf-8")
    assert read(saved) == account
    assert read(saved).tables["T1"].cell("总计", "决算数", "收入") == account.tables["T1"].cell(
        "总计", "决算数", "收入"
    )


def test_the_call_overrules_a_saved_account(folder, tmp_path):
    (folder / "填报.yaml").unlink()
    saved = tmp_path / "account.json"
    saved.write_text(read(folder).model_dump_json(by_alias=True), "utf-8")
    assert "READ-NO-YEAR" in codes(read(saved))
    account = read(saved, year=2020, edition="hunan/2020")
    assert (account.year, account.edition, codes(account)) == (2020, "hunan/2020", ["READ-NO-FACTS"])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"version": 2}, "version"),
        ({"不认得": 1}, "没有这个键"),
        ({"year": "二〇二〇"}, "year"),
        ({"facts": {"机关运行经费": "NaN"}}, "机关运行经费"),
        ({"tables": {"T1": HUGE}}, "大得不可能"),
        ({"unit": "某\x07所"}, "控制字符"),
        ({"unit": "某\x85所"}, "控制字符"),
        ({"unit": "某\r所"}, "控制字符"),
        ({"unit": "某\ufffe所"}, "控制字符"),
        ({"unit": "某\U0001ffff所"}, "控制字符"),
        ({"facts": {"机关运行经费": 1e13}}, "大得不可能"),
        ({"facts": {"机关运行经费": 0.000000000000001}}, "大得不可能"),
        ({"facts": {"上年数": {"收支总计\x07": 1}}}, "控制字符"),
        (
            {"tables": {"T1": {"id": "T1", "title": "总表", "rows": [{"name": "某\x07", "label": "某", "cells": {}}]}}},
            "控制字符",
        ),
        ({"tables": {"T1": {"id": "T1", "title": "总表", "rows": [{"名": "某"}]}}}, "没有这个键"),
        ({"places": {"年度": {"file": "某\ufdd0.yaml"}}}, "控制字符"),
    ],
)
@pytest.mark.parametrize("ascii", [True, False])
def test_a_saved_account_that_does_not_fit_is_refused(tmp_path, change, says, ascii):
    saved = tmp_path / "account.json"
    saved.write_text(json.dumps({"version": 1} | change, ensure_ascii=ascii), "utf-8")
    with pytest.raises(UnusableInput, match=says):
        read(saved)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"unit": "\\ud800"}'])
def test_what_is_no_json_object_is_refused(tmp_path, content):
    saved = tmp_path / "account.json"
    saved.write_bytes(content)
    with pytest.raises(UnusableInput) as caught:
        read(saved)
    assert [finding.code for finding in caught.value.findings] == ["READ-BAD-JSON"]

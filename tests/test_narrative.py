"""What holds for the text of any unit, and for what is missing."""

import re
from itertools import pairwise

import pytest
from accounts import REASON, accounts
from hypothesis import HealthCheck, given, settings
from read_off import prints_what_the_tables_say
from real_units import zhuzhou
from shares import has_shares_of_a_whole

from narrator.account import Account
from narrator.amount import rounded
from narrator.check import check
from narrator.compose.report import compose
from narrator.document import Document, Paragraph, TableBlock
from narrator.figures import Figures
from narrator.finding import Finding, Level
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.library import library

LITERALS = re.compile(r"^\d+、|^（\d+）|单位价值(50|100)万元以上|12月31日|公开0\d表")
RESIDUE = re.compile(r"\{|\}|None|Missing|Figure\(|增加（减少）|增长（下降）|大于（小于）")
DOUBLED = re.compile(r"[，。；：、][，。；：、]|（）|“”")
HALF_WIDTH = re.compile(r"[,:;!?()\[\]\"']|\.(?!\d)")
NOTHING_CHANGED = re.compile(r"(增加|减少|增长|追加|核减)0(\.0+)?(万元|%)")
TOWARDS = {"增加": 1, "增长": 1, "减少": -1, "追加": 1, "核减": -1}


def told(account: Account, name: str) -> tuple[Document, tuple[Finding, ...]]:
    edition = library().load(name)
    narrator = Narrator(edition, Figures(account))
    return compose(account, edition, narrator), narrator.findings()


def prose(document: Document) -> list[Paragraph]:
    return [paragraph for paragraph in document.paragraphs() if paragraph.style == "正文"]


@pytest.mark.parametrize("name", ["hunan/2020", "hunan/2022"])
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(accounts())
def test_the_text_of_any_unit_is_sound(name: str, account: Account) -> None:
    assert [finding for finding in check(account) if finding.level == Level.ERROR] == []
    document, findings = told(account, name)
    for paragraph in prose(document):
        _is_clean(paragraph)
        _has_directions_of_its_figures(paragraph)
        if paragraph.id.startswith("3."):
            _shows_only_figures(paragraph)
        has_shares_of_a_whole(paragraph)
        prints_what_the_tables_say(paragraph, account)
        if ".科目决算." in paragraph.id:
            _compares_with_its_budget(paragraph)
    _has_unique_ids(document)
    _asks_for_what_it_marks(document, findings)


def test_the_totals_of_a_real_unit_are_read_off_its_tables() -> None:
    account = zhuzhou()
    document, _ = told(account, "hunan/2020")
    assert sum(prints_what_the_tables_say(paragraph, account) for paragraph in prose(document)) > 40


def _is_clean(paragraph: Paragraph) -> None:
    for pattern in (RESIDUE, DOUBLED, HALF_WIDTH, NOTHING_CHANGED):
        assert not pattern.search(paragraph.text), (pattern.pattern, paragraph.text)


def _has_directions_of_its_figures(paragraph: Paragraph) -> None:
    for before, run in pairwise(paragraph.runs):
        if run.figure and run.figure.value is not None and before.text[-2:] in TOWARDS:
            assert run.figure.value * TOWARDS[before.text[-2:]] > 0, paragraph.text
            assert not run.text.startswith("-"), paragraph.text


def _shows_only_figures(paragraph: Paragraph) -> None:
    plain = "\n".join(run.text for run in paragraph.runs if run.figure is None and not run.placeholder)
    assert not re.search(r"[\d０-９]", LITERALS.sub("", plain)), paragraph.text


def _compares_with_its_budget(paragraph: Paragraph) -> None:
    budget, final = (run.figure for run in paragraph.runs[1:4:2])
    if budget is None or final is None:
        return
    assert final.value is not None and budget.value is not None
    beyond = rounded(final.value - budget.value, 2)  # as the sentence judges: 0.0080 and 0.0143 differ by 0.01
    said = [word for word in ("大于", "小于", "持平") if word in paragraph.text]
    assert said == ["大于" if beyond > 0 else "小于" if beyond < 0 else "持平"], paragraph.text
    assert (REASON in paragraph.text or "待填" in paragraph.text) == (beyond != 0), paragraph.text
    assert ("完成年初预算" in paragraph.text) == (budget > 0), paragraph.text


def _has_unique_ids(document: Document) -> None:
    ids = [block.id for block in document.blocks() if isinstance(block, Paragraph | TableBlock)]
    assert len(set(ids)) == len(ids)


def _asks_for_what_it_marks(document: Document, findings: tuple[Finding, ...]) -> None:
    """Every finding is a gap; every marked paragraph is named by one, and every paragraph it names is marked."""
    assert {finding.code for finding in findings} <= {"FACT-MISSING", "FACT-OPTIONAL"}, findings
    missing = [finding for finding in findings if finding.code == "FACT-MISSING"]
    named = {place.paragraph for finding in missing for place in finding.where if place.paragraph}
    marked = {paragraph.id for paragraph in document.paragraphs() if any(run.placeholder for run in paragraph.runs)}
    assert named == marked
    paths = [finding.where[0].figure for finding in findings]
    assert len(set(paths)) == len(paths)

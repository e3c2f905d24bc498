"""What holds for the text of any unit in shanghai/2024, in the national edition, and where every policy is another."""

import re
from decimal import Decimal
from itertools import pairwise

import own_edition
import pytest
from accounts import accounts
from hypothesis import HealthCheck, given, settings
from shares import has_shares_of_a_whole

from narrator.account import Account
from narrator.compose.report import compose
from narrator.document import Document, Paragraph, TableBlock
from narrator.figures import Figures
from narrator.narrate.narrator import Narrator
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.library import Library, library

LITERALS = re.compile(r"^\d+、|单价100万元（含）|单位价值(50|100)万元以上|12月31日|公开0\d表|^（\d+）")
SAID = re.compile(r"，增[长加]100%|完成(年初|全年|调整)?预算的0%")  # what the policies 写100% and 写0% have said
OTHERS = "{零预算完成率: 写0%, 零基数增长率: 写100%, 零项: 列出, 预算口径: KIND}"
UNSOUND = {
    "residue": re.compile(r"\{|\}|None|Missing|增加（减少）|增长（下降）|大于（小于）|小于（大于）"),
    "doubled punctuation": re.compile(r"[，。；：、][，。；：、]|（）|“”"),
    "half-width punctuation": re.compile(r"[,:;!?()\[\]\"']|\.(?!\d)"),
    "a direction without a change": re.compile(r"(增加|减少|增长|下降)0(\.0+)?(万元|%)"),
}
TOWARDS = {"增加": 1, "增长": 1, "减少": -1, "下降": -1}


@pytest.mark.parametrize("name", ["shanghai/2024", "national/2024"])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(accounts())
def test_the_text_of_any_unit_is_sound(name: str, account: Account) -> None:
    _is_sound(library().load(name), account)


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Editions in which every policy is another than the default, by what they extend."""
    folder = tmp_path_factory.mktemp("own")
    for base, kind in (("hunan/2020", "全年"), ("shanghai/2024", "全年"), ("national/2024", "调整")):
        text = f"title: 试\nregion: x\nyear: 2099\nextends: {base}\npolicies: {OTHERS.replace('KIND', kind)}\n"
        own_edition.write(folder, f"{base.split('/')[0]}/2099", {"edition": text})
    return Library(folder)


@pytest.mark.parametrize("region", ["hunan", "shanghai", "national"])
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(account=accounts())
def test_the_text_of_any_unit_is_sound_where_every_policy_is_another(
    others: Library, region: str, account: Account
) -> None:
    _is_sound(others.load(f"{region}/2099"), account)


def _is_sound(edition: Edition, account: Account) -> None:
    narrator = Narrator(edition, Figures(account))
    document = compose(account, edition, narrator)
    for paragraph in document.paragraphs():
        for fault, pattern in UNSOUND.items():
            assert not pattern.search(paragraph.text), (fault, paragraph.text)
        _has_directions_of_its_figures(paragraph)
        has_shares_of_a_whole(paragraph)
        if paragraph.style == "正文" and paragraph.id.startswith("3."):
            _shows_only_figures(paragraph)
    findings = narrator.findings()
    assert {finding.code for finding in findings} <= {"FACT-MISSING", "FACT-OPTIONAL"}, findings
    missing = [finding for finding in findings if finding.code == "FACT-MISSING"]
    named = {place.paragraph for finding in missing for place in finding.where if place.paragraph}
    assert named == _marked(document)


def _has_directions_of_its_figures(paragraph: Paragraph) -> None:
    for before, run in pairwise(paragraph.runs):
        if run.figure and run.figure.value is not None and before.text[-2:] in TOWARDS:
            assert run.figure.value * TOWARDS[before.text[-2:]] > Decimal(0), paragraph.text
            assert not run.text.startswith("-"), paragraph.text


def _shows_only_figures(paragraph: Paragraph) -> None:
    plain = "\n".join(run.text for run in paragraph.runs if run.figure is None and not run.placeholder)
    assert not re.search(r"\d", SAID.sub("", LITERALS.sub("", plain))), paragraph.text


def _marked(document: Document) -> set[str]:
    """The ids of all paragraphs and tables with a place left to fill in."""
    paragraphs = {p.id for p in document.paragraphs() if any(run.placeholder for run in p.runs)}
    tables = (block for block in document.blocks() if isinstance(block, TableBlock))
    cells = ((table.id, run) for table in tables for row in table.rows for cell in row for run in cell.runs)
    return paragraphs | {id for id, run in cells if run.placeholder}

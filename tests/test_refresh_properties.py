"""Random edits by a reviewer and random changes of numbers: nothing of the reviewer's is lost, every number is new."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from accounts import accounts
from changed_numbers import Report, without_contents
from documents import style
from hypothesis import given, settings
from hypothesis import strategies as st
from reviewer import Reviewer
from tracked_changes import accepted, rejected, said, text_part, without_ours

from narrator.account import Account
from narrator.document import Document, Paragraph, Run, Section, TableBlock, TableCell
from narrator.figures.figure import Figure
from narrator.review.base import parsed
from narrator.review.carried import carried
from narrator.review.package import Package
from narrator.review.refresh.reading import text_of
from narrator.review.refresh.refreshing import Refreshed, refreshed
from narrator.write import WRITERS
from narrator.write.lint import lint

TEMPLATES = (
    "一、收入支出决算总体情况说明",
    "2020年度收、支总计#万元，与上年相比，?#万元，?#%，主要是因为@。",
    "2020年度收入合计#万元，其中：财政拨款收入#万元，占#%；其他收入#万元，占#%。",
    "二、支出决算情况说明",
    "基本支出#万元，占#%；项目支出#万元，占#%，主要用于教育城域网机房和互联网出口宽带等项目。",
    "“三公”经费财政拨款支出决算中，公务接待费#万元，占#%，全年共接待来访团组#个、来宾#人次。",
    "本单位没有政府性基金收入，也没有使用政府性基金安排的支出。",
    "三、国有资产占用情况说明",
    "截至年末，本单位共有车辆#辆，其中：主要领导干部用车#辆，单价50万元以上通用设备#台。",
)
SLOTS = [template.count("#") for template in TEMPLATES]
OWN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华"
"""Characters that only the reviewer types, each once."""


def value(slot: int, new: bool) -> str:
    """A number that no other slot has, before or after."""
    return f"{(7000 if new else 3000) + slot}.{slot:02}"


@cache
def document(new: frozenset[int], filled: bool) -> Document:
    """The document with new numbers in these slots, and its placeholder filled or not."""
    paragraphs, slot = [], 0
    for number, template in enumerate(TEMPLATES):
        runs: list[Run] = []
        for character in template:
            if character == "#":
                slot += 1
                text = value(slot, slot in new)
                runs.append(Run(text, Figure(f"数{slot}", Decimal(text))))
            elif character == "?":
                runs.append(Run("增加" if slot + 1 in new else "减少"))
            elif character == "@":
                hole = Run("【待填：增减原因】", placeholder=True)
                runs.append(Run("项目经费有变动") if filled else hole)
            else:
                runs.append(Run(character))
        paragraphs.append(Paragraph(f"3.{number}", "正文", tuple(runs)))
    cells = tuple((TableCell((Run(f"行{n}"),)), TableCell((Run(value(n, n in new)),))) for n in range(100, 104))
    table = TableBlock("T1", "决算表", "决算表", (50, 50), (), cells)
    return Document(
        "甲", "乙", 2020, "hunan/2020", (Section((*paragraphs, table, Paragraph("末", "正文", (Run("完"),)))),)
    )


def refresh(data: bytes, now: Document) -> Refreshed:
    package = Package(data, "审阅.docx")
    text = carried(package)
    return refreshed(package, None if text is None else parsed(text), now, style())


@dataclass(frozen=True)
class Edit:
    """One thing that a reviewer does: what, and numbers between 0 and 1 that say where."""

    what: str
    where: tuple[float, float, float]
    tracked: bool


KINDS = ("insert", "delete", "retype", "change", "split", "join", "move", "add", "remove")
FRACTION = st.floats(0, 0.999)
EDIT = st.builds(Edit, st.sampled_from(KINDS), st.tuples(FRACTION, FRACTION, FRACTION), st.booleans())
EDITS = st.lists(EDIT, max_size=8)
NEW = st.frozensets(st.integers(1, sum(SLOTS)) | st.integers(100, 103))


def edit(reviewer: Reviewer, edits: list[Edit], next_own: Callable[[], str]) -> None:
    for each in edits:
        reviewer.tracked = each.tracked
        paragraphs = reviewer.paragraphs[:-1]
        if len(paragraphs) < 2:
            return
        first, second, third = each.where
        paragraph = paragraphs[int(first * len(paragraphs))]
        text = text_of(paragraph)
        start = int(second * (len(text) + 1))
        end = min(len(text), start + 1 + int(third * 12))
        other = paragraphs[int(second * len(paragraphs))]
        match each.what:
            case "insert":
                reviewer.insert(paragraph, start, next_own() + next_own())
            case "delete":
                reviewer.delete(paragraph, start, end)
            case "retype":
                reviewer.retype(paragraph, start, end, text[start:end])
            case "change":
                reviewer.retype(paragraph, start, end, next_own())
            case "split":
                reviewer.split(paragraph, start)
            case "join":
                reviewer.join(paragraph)
            case "move":
                reviewer.move(paragraph, other)
            case "add":
                reviewer.add(paragraph, f"{next_own()}另有说明{next_own()}。")
            case "remove":
                reviewer.remove(paragraph)


def edited(edits: list[Edit], lose: int) -> tuple[bytes, str]:
    """The file after these edits, and the characters that the reviewer typed and left standing."""
    reviewer = Reviewer(WRITERS["docx"](document(frozenset(), False), style()))
    typed = iter(OWN)
    edit(reviewer, edits, lambda: next(typed))
    if lose:
        reviewer.lose_anchors(lose)
    data = reviewer.saved()
    text = "".join(said(accepted(data)))
    return data, "".join(character for character in text if character in OWN)


@settings(max_examples=60)
@given(EDITS, NEW, st.booleans(), st.sampled_from((0, 0, 0, 1, 2, 3)))
def test_no_edit_is_lost_and_every_number_is_new(
    edits: list[Edit], new: frozenset[int], filled: bool, lose: int
) -> None:
    theirs, typed = edited(edits, lose)
    now = document(new, filled)
    done = refresh(theirs, now)
    assert broken(theirs, typed, new, done) == []
    again = refresh(done.data, now)
    assert (again.changes, said(accepted(again.data))) == (0, said(accepted(done.data)))


def broken(theirs: bytes, typed: str, new: frozenset[int], done: Refreshed) -> list[str]:
    """What a refresh must not do, as far as it did: lose an edit, leave an old number without a word, harm the file."""
    after = "".join(said(accepted(done.data)))
    found = sorted(set(lint(done.data)) - set(lint(theirs)))
    if (left := "".join(character for character in after if character in OWN)) != typed:
        found.append(f"typed {typed}, left {left}")
    if said(without_ours(done.data)) != said(accepted(theirs)):
        found.append("rejecting our changes does not give the reviewer's text")
    told = {place.paragraph for finding in done.findings for place in finding.where}
    stale = [slot for slot in new if value(slot, False) in after and paragraph_of(slot) not in told]
    return found + [f"{value(slot, False)} is old, and not told" for slot in stale]


def paragraph_of(slot: int) -> str:
    if slot >= 100:
        return "T1"
    number = next(n for n in range(len(SLOTS)) if slot <= sum(SLOTS[: n + 1]))
    return f"3.{number}"


@settings(max_examples=6)
@given(accounts(), accounts())
def test_any_report_becomes_any_other_of_its_edition(one: Account, other: Account) -> None:
    """With other rows, other sections and other sentences, too."""
    old, new = (Report(each.model_copy(update={"edition": "hunan/2020", "year": 2020})) for each in (one, other))
    done = refresh(old.docx, new.document)
    assert without_contents(said(accepted(done.data))) == new.lines
    assert without_contents(said(rejected(done.data))) == old.lines
    assert lint(done.data) == ()


@settings(max_examples=30)
@given(EDITS, st.sampled_from((0, 1, 2)))
def test_the_same_input_changes_nothing(edits: list[Edit], lose: int) -> None:
    theirs, _ = edited(edits, lose)
    done = refresh(theirs, document(frozenset(), False))
    assert done.changes == 0
    assert said(text_part(done.data)) == said(text_part(theirs))

import copy
import io
import zipfile
from pathlib import Path

import pytest
from changed_numbers import NEW, NEWER, OLD, UNIT, Report, without_contents
from documents import body, heading, small, style
from lxml import etree
from openxml_audit import OpenXmlValidator
from reviewer import PERSON, Reviewer
from tracked_changes import P, accepted, rejected, said, text_part

from narrator import build, verbs
from narrator.document import Contents, Document, Paragraph, Run, TableBlock, TableCell
from narrator.errors import NarratorError, UnusableInput
from narrator.figures.figure import Figure
from narrator.review import anchors
from narrator.review.base import parsed
from narrator.review.carried import carried
from narrator.review.package import Package
from narrator.review.refresh.reading import text_of
from narrator.review.refresh.refreshing import Refreshed, refreshed
from narrator.write import WRITERS
from narrator.write.docx import write_review
from narrator.write.lint import lint
from narrator.write.xml import W


def refresh(data: bytes, now: Document, *, lost: bool = False) -> Refreshed:
    package = Package(data, "审阅.docx")
    text = None if lost else carried(package)
    return refreshed(package, None if text is None else parsed(text), now, style())


def codes(done: Refreshed) -> list[str]:
    return [finding.code for finding in done.findings]


def number(text: str, label: str = "收支总计") -> Run:
    return Run(text, Figure(label, None))


def one(*runs: str | Run) -> Document:
    return small(body("甲", *runs), body("末", "完。"))


def written(document: Document) -> bytes:
    return WRITERS["docx"](document, style())


def edited(document: Document, *edits: tuple[str, str], tracked: bool = False) -> bytes:
    """The document's file with texts replaced by a reviewer, each in the first paragraph that has it."""
    reviewer = Reviewer(written(document), tracked)
    for old, new in edits:
        paragraph = next(each for each in reviewer.paragraphs if old in text_of(each))
        start = text_of(paragraph).index(old)
        reviewer.retype(paragraph, start, start + len(old), new)
    return reviewer.saved()


BASE = one("收支总计", number("467.63万元"), "，减少", number("9.8%", "增减率"), "，因为人员减少。")
OURS = one("收支总计", number("500.00万元"), "，增加", number("3.5%", "增减率"), "，因为人员减少。")
MERGED = ["收支总计500.00万元，增加3.5%，因为人员减少。", "完。"]


def test_the_same_input_gives_the_same_file() -> None:
    assert refresh(OLD.docx, OLD.document).data == OLD.docx


def test_new_numbers_are_tracked_changes_of_ours_and_both_ways_give_exact_texts() -> None:
    done = refresh(OLD.docx, NEW.document)
    assert without_contents(said(accepted(done.data))) == NEW.lines
    assert without_contents(said(rejected(done.data))) == OLD.lines
    assert done.findings == () and done.changes > 50
    authors = {change.get(f"{{{W}}}author") for change in text_part(done.data).iter(f"{{{W}}}ins", f"{{{W}}}del")}
    assert authors == {anchors.AUTHOR}


def test_the_new_file_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "new.docx"
    theirs = edited(OLD.document, ("教育信息化", "信息化"), ("一般公共预算", "一般预算"), tracked=True)
    file.write_bytes(refresh(theirs, NEW.document).data)
    assert [str(error) for error in OpenXmlValidator().validate(str(file)).errors] == []
    assert lint(file.read_bytes()) == ()


def test_parts_that_nothing_changed_stay_byte_for_byte() -> None:
    done = refresh(OLD.docx, NEW.document)
    with zipfile.ZipFile(io.BytesIO(OLD.docx)) as old, zipfile.ZipFile(io.BytesIO(done.data)) as new:
        assert old.namelist() == new.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {"word/document.xml", "customXml/item1.xml", "docProps/custom.xml"}


def test_the_new_file_carries_the_new_base() -> None:
    found = carried(Package(refresh(OLD.docx, NEW.document).data, "甲"))
    base = found and parsed(found)
    assert base and base.input == NEW.account.digest()
    assert [p.text for p in base.paragraphs] == [p.text for p in NEW.document.paragraphs()]


@pytest.mark.parametrize("tracked", [False, True])
def test_words_of_the_reviewer_stay_and_numbers_beside_them_change(tracked: bool) -> None:
    theirs = edited(BASE, ("收支总计", "收入、支出总计约"), ("人员减少", "退休二人"), tracked=tracked)
    done = refresh(theirs, OURS)
    assert said(accepted(done.data)) == ["收入、支出总计约500.00万元，增加3.5%，因为退休二人。", "完。"]
    assert codes(done) == [] and done.changes


def test_a_readers_own_tracked_changes_stay_as_they_are() -> None:
    done = refresh(edited(BASE, ("人员减少", "退休二人"), tracked=True), OURS)
    theirs = {
        (change.tag.rpartition("}")[2], "".join(change.itertext()))
        for change in text_part(done.data).iter(f"{{{W}}}ins", f"{{{W}}}del")
        if change.get(f"{{{W}}}author") == PERSON
    }
    assert theirs == {("del", "人员减少"), ("ins", "退休二人")}


@pytest.mark.parametrize("tracked", [False, True])
def test_where_both_changed_a_number_theirs_stays_with_a_comment_that_shows_ours(tracked: bool) -> None:
    done = refresh(edited(BASE, ("467.63万元", "468万元"), tracked=tracked), OURS)
    assert said(accepted(done.data))[0] == "收支总计468万元，增加3.5%，因为人员减少。"
    assert codes(done) == ["REFRESH-CONFLICT"]
    (finding,) = done.findings
    said_so = ("“468万元”", "“500.00万元”", "“467.63万元”")
    assert all(text in finding.message for text in said_so) and finding.where[0].paragraph == "甲"
    comments = zipfile.ZipFile(io.BytesIO(done.data)).read("word/comments.xml").decode()
    assert all(text in comments for text in said_so) and anchors.AUTHOR in comments


def test_a_conflict_is_told_again_until_its_comment_is_deleted() -> None:
    done = refresh(edited(BASE, ("467.63万元", "468万元")), OURS)
    again = refresh(done.data, OURS)
    assert (codes(again), again.changes) == (["REFRESH-OPEN", "REFRESH-NUMBER"], 0)
    reviewer = Reviewer(again.data)
    for mark in list(reviewer.root.iter(f"{{{W}}}commentReference")):
        mark.getparent().remove(mark)
    assert codes(refresh(reviewer.saved(), OURS)) == ["REFRESH-NUMBER"]


def test_a_number_changed_by_hand_that_the_data_does_not_give_is_told() -> None:
    done = refresh(edited(BASE, ("467.63万元", "476.63万元")), BASE)
    assert (codes(done), done.changes) == (["REFRESH-NUMBER"], 0)
    assert all(text in done.findings[0].message for text in ("476.63万元", "467.63万元", "收支总计"))


MOVED = "减少9.8%，人员减少了，收支总计因而是467.63万元。"


def rewritten(document: Document, text: str) -> bytes:
    """The document's file, its first paragraph's text rewritten."""
    reviewer = Reviewer(written(document))
    first = reviewer.paragraphs[0]
    reviewer.retype(first, 0, len(text_of(first)), text)
    return reviewer.saved()


def test_a_number_that_a_rewritten_sentence_has_elsewhere_is_changed_there() -> None:
    data = rewritten(BASE, MOVED)
    assert (codes(refresh(data, BASE)), refresh(data, BASE).changes) == ([], 0)
    only_amount = one("收支总计", number("500.00万元"), "，减少", number("9.8%", "增减率"), "，因为人员减少。")
    done = refresh(data, only_amount)
    assert said(accepted(done.data))[0] == "减少9.8%，人员减少了，收支总计因而是500.00万元。"
    assert (said(rejected(done.data))[0], codes(done)) == (MOVED, [])


def test_an_old_number_in_a_rewritten_sentence_is_told_until_it_is_corrected() -> None:
    data = rewritten(BASE, "收支合计467.63万元（其中467.63万元是拨款），降了，退休二人。")
    first = refresh(data, OURS)
    uncommented = Reviewer(first.data)
    for mark in list(uncommented.root.iter(f"{{{W}}}commentReference")):
        mark.getparent().remove(mark)
    for done in (again := refresh(uncommented.saved(), OURS), refresh(again.data, OURS)):
        assert any(each.code == "REFRESH-NUMBER" and "467.63万元" in each.message for each in done.findings)
    right = Reviewer(again.data)
    first_paragraph = right.paragraphs[0]
    right.retype(first_paragraph, 0, len(text_of(first_paragraph)), "收支合计500.00万元，升了3.5%，退休二人。")
    assert codes(refresh(right.saved(), OURS)) == []


def test_the_same_amount_in_another_unit_is_no_difference() -> None:
    done = refresh(edited(BASE, ("467.63万元", "4,676,300元")), BASE)
    assert (codes(done), done.differences) == ([], ())


def test_a_paragraph_that_a_reviewer_moved_is_one_conflict() -> None:
    reviewer = Reviewer(written(BASE))
    first = reviewer.paragraphs[0]
    moved = first.makeelement(f"{{{W}}}moveTo", {f"{{{W}}}id": "90", f"{{{W}}}author": PERSON})
    runs = list(first.iter(f"{{{W}}}r"))
    runs[0].addprevious(moved)
    moved.extend(runs)
    done = refresh(reviewer.saved(), OURS)
    assert codes(done) == ["REFRESH-CONFLICT"] and len(comments(done.data)) == 1
    assert "“467.63万元、" in done.findings[0].message and "“500.00万元、" in done.findings[0].message


def test_a_number_changed_by_hand_to_what_the_data_now_gives_is_no_finding() -> None:
    done = refresh(edited(BASE, ("467.63万元", "500.00万元")), OURS)
    assert (codes(done), said(accepted(done.data))) == ([], MERGED)


def test_a_number_inside_anothers_insertion_is_never_deleted_there() -> None:
    theirs = edited(BASE, ("467.63万元", "467.63万元"), tracked=True)
    done = refresh(theirs, OURS)
    assert codes(done) == ["REFRESH-CONFLICT"]
    for insertion in text_part(done.data).iter(f"{{{W}}}ins"):
        assert insertion.find(f"{{{W}}}del") is None
    assert said(accepted(done.data))[0].startswith("收支总计467.63万元，增加3.5%")


def test_a_paragraph_that_another_moved_as_a_tracked_change_is_found_where_it_went() -> None:
    reviewer = Reviewer(written(BASE))
    first, last = reviewer.paragraphs
    moved = copy.deepcopy(first)
    last.addnext(moved)
    for paragraph, kind in ((first, "moveFrom"), (moved, "moveTo")):
        names = {f"{{{W}}}id": kind, f"{{{W}}}author": PERSON}
        for run in list(paragraph.iter(f"{{{W}}}r")):
            change = run.makeelement(f"{{{W}}}{kind}", names)
            run.addprevious(change)
            change.append(run)
    for mark in list(moved.iter(f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd")):
        moved.remove(mark)
    theirs = reviewer.saved()
    same, done = refresh(theirs, BASE), refresh(theirs, OURS)
    assert same.changes == 0 and said(accepted(same.data)) == ["完。", said(text_part(written(BASE)))[0]]
    assert said(accepted(done.data)) == said(accepted(theirs))
    assert set(codes(done)) == {"REFRESH-CONFLICT", "REFRESH-ANCHORS"}


def test_a_placeholder_is_filled_without_its_highlight_and_one_filled_by_hand_stays() -> None:
    hole = Run("【待填：原因】", placeholder=True)
    asked, known = one("减少，因为", hole, "。"), one("减少，因为人员减少。")
    done = refresh(written(asked), known)
    assert said(accepted(done.data))[0] == "减少，因为人员减少。"
    assert next(text_part(done.data).iter(f"{{{W}}}ins")).find(f".//{{{W}}}highlight") is None
    by_hand = refresh(edited(asked, ("【待填：原因】", "退休二人")), asked)
    assert (said(accepted(by_hand.data))[0], by_hand.changes, codes(by_hand)) == ("减少，因为退休二人。", 0, [])


def three(*middle: Paragraph) -> Document:
    return small(body("甲", "甲段。"), *middle, body("末", "最后一段。"))


def test_a_new_paragraph_is_a_tracked_insertion_and_a_vanished_one_a_tracked_deletion() -> None:
    more, less = three(body("乙", "新的一段", number("3个"), "。")), three()
    added, taken = refresh(written(less), more), refresh(written(more), less)
    lines = [["甲段。", "最后一段。"], ["甲段。", "新的一段3个。", "最后一段。"]]
    assert [said(rejected(added.data)), said(accepted(added.data))] == lines
    assert [said(accepted(taken.data)), said(rejected(taken.data))] == lines
    assert (codes(added), codes(taken)) == ([], [])
    assert refresh(added.data, more).changes == refresh(taken.data, less).changes == 0


def test_a_vanished_paragraph_that_the_reviewer_changed_is_a_conflict_and_stays() -> None:
    done = refresh(edited(three(body("乙", "旧的一段。")), ("旧的", "改过的")), three())
    assert (codes(done), said(accepted(done.data))[1]) == (["REFRESH-CONFLICT"], "改过的一段。")


def test_a_deleted_paragraph_is_told_only_where_its_numbers_changed() -> None:
    old, new = three(body("乙", "共", number("3个"), "。")), three(body("乙", "共", number("4个"), "。"))
    for tracked in (False, True):
        reviewer = Reviewer(written(old), tracked)
        reviewer.remove(reviewer.paragraphs[1])
        same, changed = refresh(reviewer.saved(), old), refresh(reviewer.saved(), new)
        assert (codes(same), codes(changed)) == ([], ["REFRESH-DELETED"])
        assert said(accepted(changed.data)) == ["甲段。", "最后一段。"]


def test_a_look_that_another_changed_stays_theirs() -> None:
    reviewer = Reviewer(written(one("收支总计467.63万元，减少9.8%。")))
    (run,) = reviewer.paragraphs[0].iter(f"{{{W}}}r")
    look = run.find(f"{{{W}}}rPr")
    look.append(look.makeelement(f"{{{W}}}b"))
    look.append(look.makeelement(f"{{{W}}}rPrChange", {f"{{{W}}}id": "7", f"{{{W}}}author": PERSON}))
    done = refresh(reviewer.saved(), one("收支总计500.00万元，减少3.5%。"))
    assert said(accepted(done.data))[0] == "收支总计500.00万元，减少3.5%。"
    assert lint(done.data) == ()
    root = text_part(done.data)
    assert {mark.get(f"{{{W}}}author") for mark in root.iter(f"{{{W}}}rPrChange")} == {PERSON}
    for insertion in root.iter(f"{{{W}}}ins"):
        assert insertion.find(f".//{{{W}}}b") is not None and insertion.find(f".//{{{W}}}rPrChange") is None


def test_a_copied_paragraph_whose_numbers_changed_is_told() -> None:
    reviewer = Reviewer(written(BASE))
    reviewer.add(reviewer.paragraphs[1], text_of(reviewer.paragraphs[0]))
    done = refresh(reviewer.saved(), OURS)
    assert (codes(done), codes(refresh(reviewer.saved(), BASE))) == (["REFRESH-COPY"], [])
    assert "467.63万元" in done.findings[0].message and "500.00万元" in done.findings[0].message


def test_a_heading_that_changes_asks_to_update_the_contents() -> None:
    old, new = (small(heading("甲", f"{n}、收入", "标题1", 2), body("乙", "完。")) for n in "一二")
    assert codes(refresh(written(old), new)) == ["REFRESH-CONTENTS"]


def table(*rows: tuple[str, str]) -> Document:
    cells = tuple(tuple(TableCell((Run(text),) if text else ()) for text in row) for row in rows)
    head = ((TableCell((Run("项目"),)), TableCell((Run("金额"),))),)
    return small(TableBlock("T1", "收入表", "收入表", (50, 50), head, cells), body("末", "完。"))


def test_cells_and_rows_of_tables_follow_the_data() -> None:
    old = table(("合计", "3.00"), ("205", "1.00"), ("208", "2.00"))
    new = table(("合计", "9.00"), ("201", "4.00"), ("208", "5.00"), ("221", ""))
    done = refresh(written(old), new)
    assert said(accepted(done.data)) == said(text_part(written(new)))
    assert said(rejected(done.data)) == said(text_part(written(old)))
    assert codes(done) == [] and refresh(done.data, new).changes == 0


def cell_edited(document: Document, old: str, new: str) -> bytes:
    reviewer = Reviewer(written(document))
    paragraph = next(each for each in reviewer.root.iter(P) if text_of(each) == old)
    reviewer.retype(paragraph, 0, len(old), new)
    return reviewer.saved()


def test_a_cell_changed_by_hand_stays_and_is_told_and_is_a_conflict_where_the_data_changed_it_too() -> None:
    old, new = table(("合计", "3.00")), table(("合计", "4.00"))
    theirs = cell_edited(old, "3.00", "3.10")
    same, both = refresh(theirs, old), refresh(theirs, new)
    assert (codes(same), codes(both)) == (["REFRESH-CELL"], ["REFRESH-CELL-CONFLICT"])
    assert said(accepted(both.data))[1] == "合计|3.10"
    assert "表“收入表”第2行第2列写的是“3.10”" in same.findings[0].message


def test_numbers_and_cells_that_differ_by_blanks_only_are_the_same() -> None:
    report = small(body("甲", "支出", number("113.75万元"), "。"), body("末", "完。"))
    assert codes(refresh(edited(report, ("113.75万元", "113.75 万元")), report)) == []
    listed = table(("功能分类科目编码", "3.00"))
    spaced = cell_edited(listed, "功能分类科目编码", "功能分类 科目编码")
    assert codes(refresh(spaced, listed)) == []
    assert codes(refresh(spaced, listed, lost=True)) == ["REFRESH-NO-BASE"]


def test_only_the_number_is_quoted_of_what_differs() -> None:
    report = small(body("甲", "抚恤金", number("53.39万元"), "，其他。"), body("末", "完。"))
    (told,) = refresh(edited(report, ("53.39万元，", "支出53.38万元,")), report).findings
    assert "写的是“53.38万元”，数据算出的是“53.39万元”" in told.message


def test_a_file_without_a_base_is_not_said_to_have_been_reviewed() -> None:
    report = small(body("甲", "支出", number("113.75万元"), "。"), *table(("合计", "3.00")).blocks())
    other = small(body("甲", "支出", number("110.75万元"), "。"), *table(("合计", "2.00")).blocks())
    lost, known = (refresh(written(other), report, lost=lost).findings for lost in (True, False))
    told = [each.message for each in lost if each.code in ("REFRESH-NUMBER", "REFRESH-CELL")]
    assert [each.partition("：")[0] for each in told] == ["文件里的数与数据不一致", "文件里的格与数据不一致"]
    assert not any("审阅时改过" in each for each in told) and known == ()


def test_a_deleted_row_whose_numbers_changed_stays_deleted() -> None:
    old, new = table(("合计", "3.00"), ("205", "1.00")), table(("合计", "3.00"), ("205", "2.00"))
    reviewer = Reviewer(written(old))
    row = list(reviewer.root.iter(f"{{{W}}}tr"))[2]
    row.getparent().remove(row)
    assert said(accepted(refresh(reviewer.saved(), new).data)) == ["项目|金额", "合计|3.00", "完。"]


def test_what_was_inserted_and_is_still_pending_goes_when_it_is_not_generated_any_more() -> None:
    more, less = three(body("乙", "新的一段", number("3个"), "。")), three()
    back = refresh(refresh(written(less), more).data, less)
    assert said(accepted(back.data)) == said(rejected(back.data)) == ["甲段。", "最后一段。"]
    few, many = table(("合计", "3.00")), table(("合计", "3.00"), ("205", "3.00"))
    rows = refresh(refresh(written(few), many).data, few)
    assert said(accepted(rows.data)) == said(rejected(rows.data)) == said(text_part(written(few)))


ONCE = refresh(written(BASE), OURS)
LATER = one("收支总计", number("600.00万元"), "，增加", number("9.9%", "增减率"), "，因为人员减少。")


def settled(data: bytes, root: object) -> bytes:
    reviewer = Reviewer(data)
    reviewer.root = root
    return reviewer.saved()


def test_a_second_refresh_over_changes_still_pending_replaces_them() -> None:
    twice = refresh(ONCE.data, LATER)
    assert said(accepted(twice.data))[0] == "收支总计600.00万元，增加9.9%，因为人员减少。"
    assert said(rejected(twice.data)) == said(text_part(written(BASE)))
    assert codes(twice) == []
    back = refresh(twice.data, BASE)
    assert said(accepted(back.data)) == said(rejected(back.data)) == said(text_part(written(BASE)))


def test_a_second_refresh_after_accepting_all() -> None:
    data = settled(ONCE.data, accepted(ONCE.data))
    assert refresh(data, OURS).changes == 0
    twice = refresh(data, LATER)
    assert said(accepted(twice.data))[0] == "收支总计600.00万元，增加9.9%，因为人员减少。"
    assert (said(rejected(twice.data)), codes(twice)) == (MERGED, [])


def test_what_was_rejected_stays_until_the_data_changes_again() -> None:
    data = settled(ONCE.data, rejected(ONCE.data))
    same = refresh(data, OURS)
    assert (same.changes, codes(same)) == (0, ["REFRESH-NUMBER"] * 2)
    twice = refresh(same.data, LATER)
    assert said(accepted(twice.data))[0].startswith("收支总计600.00万元，")
    assert said(rejected(twice.data)) == said(text_part(written(BASE)))
    again = settled(twice.data, rejected(twice.data))
    assert refresh(again, LATER).changes == 0


def test_cells_whose_change_was_rejected_are_told_and_proposed_again_with_all_of_the_table() -> None:
    old, new, newer = (
        table(("合计", a), ("205", b)) for a, b in (("3.00", "1.00"), ("9.00", "4.00"), ("8.00", "4.00"))
    )
    once = refresh(written(old), new)
    data = settled(once.data, rejected(once.data))
    same = refresh(data, new)
    assert (codes(same), same.changes) == (["REFRESH-CELL"] * 2, 0)
    assert "写的是“3.00”，数据是“9.00”" in same.findings[0].message
    twice = refresh(same.data, newer)
    assert said(accepted(twice.data)) == said(text_part(written(newer)))
    assert (said(rejected(twice.data)), codes(twice)) == (said(text_part(written(old))), [])


def test_a_real_report_is_refreshed_twice() -> None:
    once = refresh(OLD.docx, NEW.document)
    for resolved, back in ((None, OLD), (accepted, NEW), (rejected, OLD)):
        data = once.data if resolved is None else settled(once.data, resolved(once.data))
        twice = refresh(data, NEWER.document)
        assert without_contents(said(accepted(twice.data))) == NEWER.lines
        assert without_contents(said(rejected(twice.data))) == back.lines
        assert codes(twice) == []


@pytest.mark.parametrize("every", [1, 2, 3])
def test_lost_anchors_are_found_by_the_text_and_set_again(every: int) -> None:
    reviewer = Reviewer(OLD.docx)
    reviewer.lose_anchors(every)
    done = refresh(reviewer.saved(), NEW.document)
    assert without_contents(said(accepted(done.data))) == NEW.lines
    assert codes(done) == ["REFRESH-ANCHORS"]
    blocks = (block for block in NEW.document.blocks() if not isinstance(block, Contents))
    names = [start.get(f"{{{W}}}name") for start in text_part(done.data).iter(f"{{{W}}}bookmarkStart")]
    assert {anchors.name(block.id) for block in blocks} <= set(names) and len(names) == len(set(names))


def test_numbers_are_anchored_again_where_they_stand_now() -> None:
    root = text_part(ONCE.data)
    (start,) = [m for m in root.iter(f"{{{W}}}bookmarkStart") if m.get(f"{{{W}}}name") == f"{anchors.name('甲')}_1"]
    inside = ""
    for element in start.itersiblings():
        if element.tag == f"{{{W}}}bookmarkEnd" and element.get(f"{{{W}}}id") == start.get(f"{{{W}}}id"):
            break
        inside += "".join(element.itertext(f"{{{W}}}t"))
    assert inside == "500.00万元"


def test_without_a_base_only_placeholders_are_filled_and_other_numbers_are_told() -> None:
    hole = Run("【待填：原因】", placeholder=True)
    old = one("收支总计", number("467.63万元"), "，因为", hole, "。")
    new = one("收支总计", number("500.00万元"), "，因为人员减少。")
    done = refresh(written(old), new, lost=True)
    assert said(accepted(done.data))[0] == "收支总计467.63万元，因为人员减少。"
    assert codes(done) == ["REFRESH-NUMBER", "REFRESH-NO-BASE"]


def test_without_a_base_and_with_nothing_to_write_a_refresh_fails() -> None:
    done = refresh(written(BASE), OURS, lost=True)
    levels = {finding.code: finding.level for finding in done.findings}
    assert (done.changes, levels["REFRESH-NO-BASE"]) == (0, "错误")
    assert {finding.level for finding in refresh(written(BASE), BASE, lost=True).findings} == {"提示"}


def test_rows_that_are_counted_anew_keep_the_words_of_the_reviewer() -> None:
    def rows(*names: str) -> Document:
        return three(
            *(
                body(f"3.科目.{n}", f"{name}支出", number(f"{len(name)}.00万元"), "。")
                for n, name in enumerate(names, 1)
            )
        )

    theirs = edited(rows("教育", "住房保障"), ("住房保障支出", "住房公积金支出"))
    done = refresh(theirs, rows("社会保障和就业", "教育", "住房保障"))
    assert said(accepted(done.data))[1:4] == [
        "社会保障和就业支出7.00万元。",
        "教育支出2.00万元。",
        "住房公积金支出4.00万元。",
    ]
    assert (codes(done), refresh(done.data, rows("社会保障和就业", "教育", "住房保障")).changes) == ([], 0)


def test_comments_and_pictures_and_added_tables_of_the_reviewer_stay() -> None:
    reviewer = Reviewer(written(BASE))
    paragraph = reviewer.paragraphs[0]
    picture = reviewer.root.makeelement(f"{{{W}}}drawing")
    run = next(paragraph.iter(f"{{{W}}}r"))
    run.append(picture)
    reviewer.add(paragraph, "审阅时加的一段。")
    done = refresh(reviewer.saved(), OURS)
    assert len(list(text_part(done.data).iter(f"{{{W}}}drawing"))) == 1
    assert said(accepted(done.data)) == [MERGED[0], "审阅时加的一段。", MERGED[1]]


def comments(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/comments.xml"))
    return ["".join(each.itertext(f"{{{W}}}t")) for each in root]


def test_a_copy_for_review_explains_the_new_numbers() -> None:
    old, new = (write_review(report.document, style()) for report in (OLD, NEW))
    assert refresh(old, OLD.document).data == old
    done = refresh(old, NEW.document)
    assert without_contents(said(accepted(done.data))) == NEW.lines
    assert sorted(comments(done.data)) == sorted(comments(new)) and lint(done.data) == ()


def test_the_verb_writes_the_file_and_its_base_and_takes_the_edition_of_the_file(tmp_path: Path) -> None:
    build(UNIT, tmp_path)
    source = next(tmp_path.glob("*.docx"))
    done = verbs.refresh(source, UNIT, tmp_path / "新.docx")
    assert [Path(name).name for name in done.outputs] == ["新.docx", "新.base.json"]
    assert (done.changes, done.exit_code) == (0, 0)
    assert (tmp_path / "新.docx").read_bytes() == source.read_bytes()


def test_the_side_file_stands_in_for_a_base_that_the_file_has_lost(tmp_path: Path) -> None:
    build(UNIT, tmp_path)
    source, beside = next(tmp_path.glob("*.docx")), next(tmp_path.glob("*.base.json"))
    stripped = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(stripped, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/_rels/document.xml.rels":
                data = data.replace(b"relationships/customXml", b"relationships/other")
            new.writestr(name, data)
    source.write_bytes(stripped.getvalue())
    done = verbs.refresh(source, UNIT, tmp_path / "新.docx")
    assert done.changes == 0 and "REFRESH-NO-BASE" not in [finding.code for finding in done.findings]
    assert carried(Package.opened(tmp_path / "新.docx")) == (tmp_path / "新.base.json").read_text("utf-8")
    beside.unlink()
    again = verbs.refresh(source, UNIT, tmp_path / "新.docx")
    assert "REFRESH-NO-BASE" in [finding.code for finding in again.findings] and again.changes == 0


def test_a_base_that_was_tampered_with_is_not_believed() -> None:
    package = Package(OLD.docx, "甲")
    package["customXml/item1.xml"] = package["customXml/item1.xml"].replace(b"467.63", b"999.99")
    assert carried(Package(package.saved(), "甲")) is None


def test_a_property_with_an_odd_number_does_not_stand_in_the_way() -> None:
    package = Package(OLD.docx, "甲")
    package["docProps/custom.xml"] = package["docProps/custom.xml"].replace(b'pid="2" name="', b'pid="x" name="other-')
    done = refresh(package.saved(), NEW.document)
    with zipfile.ZipFile(io.BytesIO(done.data)) as archive:
        properties = etree.fromstring(archive.read("docProps/custom.xml"))
    assert [(each.get("name"), each.get("pid")) for each in properties] == [
        (f"other-{anchors.PROPERTY}", "x"),
        (anchors.PROPERTY, "2"),
    ]


def test_another_unit_is_told(tmp_path: Path) -> None:
    build(UNIT, tmp_path)
    other = UNIT.parent / "上海市普陀区财政局-2024"
    done = verbs.refresh(next(tmp_path.glob("*.docx")), other, tmp_path / "新.docx")
    assert done.findings[0].code == "REFRESH-OTHER-INPUT"


def test_the_reviewed_file_is_never_overwritten(tmp_path: Path) -> None:
    build(UNIT, tmp_path)
    source = next(tmp_path.glob("*.docx"))
    with pytest.raises(NarratorError, match="不能就是审阅的文件"):
        verbs.refresh(source, UNIT, source)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_word_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "坏.docx").write_bytes(data)
    with pytest.raises(UnusableInput):
        verbs.refresh(tmp_path / "坏.docx", UNIT, tmp_path / "新.docx")


def test_a_file_with_macros_is_refused_with_what_to_do(tmp_path: Path) -> None:
    package = Package(OLD.docx, "甲")
    package.add("word/vbaProject.bin", b"x", "application/vnd.ms-office.vbaProject", "vba")
    (tmp_path / "甲.docm").write_bytes(package.saved())
    for change in (
        lambda: verbs.refresh(tmp_path / "甲.docm", UNIT, tmp_path / "新.docx"),
        lambda: verbs.finish(tmp_path / "甲.docm", UNIT, tmp_path / "新.docx"),
        lambda: verbs.marked(verbs.audit(tmp_path / "甲.docm", None)),
    ):
        with pytest.raises(UnusableInput, match=r"含有宏.*另存为 \.docx"):
            change()
    types = "[Content_Types].xml"
    package = Package(OLD.docx, "甲")
    package[types] = package[types].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    with pytest.raises(UnusableInput, match="含有宏"):
        Package(package.saved(), "甲.docm")


def test_a_file_in_the_strict_format_is_refused() -> None:
    package = Package(OLD.docx, "甲.docx")
    package["word/document.xml"] = package["word/document.xml"].replace(W.encode(), b"http://purl.oclc.org/ooxml/main")
    with pytest.raises(UnusableInput, match="严格"):
        refresh(package.saved(), OLD.document)


def test_entities_in_the_text_are_refused(tmp_path: Path) -> None:
    package = Package(OLD.docx, "甲")
    package["word/document.xml"] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + package["word/document.xml"]
    (tmp_path / "坏.docx").write_bytes(package.saved())
    with pytest.raises(UnusableInput):
        verbs.refresh(tmp_path / "坏.docx", UNIT, tmp_path / "新.docx")


def test_a_refresh_gives_the_same_bytes_each_time() -> None:
    assert refresh(OLD.docx, NEW.document).data == refresh(OLD.docx, NEW.document).data


def test_the_year_of_a_report_may_be_missing() -> None:
    blank = Report(OLD.account.model_copy(update={"year": None, "edition": "hunan/2020"}))
    done = refresh(blank.docx, OLD.document)
    assert without_contents(said(accepted(done.data))) == OLD.lines

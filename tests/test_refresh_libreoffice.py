"""Refreshing files that LibreOffice has edited, and LibreOffice accepting and rejecting what refresh wrote."""

import pytest
from changed_numbers import NEW, NEWER, OLD, without_contents
from libreoffice import Office, needs_libreoffice
from test_refresh import codes, edited, refresh
from tracked_changes import accepted, rejected, said, text_part

from narrator.write.lint import lint

pytestmark = needs_libreoffice
Steps = tuple[tuple[str, ...], ...]
WORDS = (("replace", "严格压缩控制三公经费支出", "厉行节约"), ("replace", "一般公共服务", "公共服务"))
PARAGRAPHS = (
    ("split", "全年共接待来访团组"),
    ("join", "本单位没有国有资本经营预算收入"),
    ("remove", "本单位为财政补助事业单位"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


def lines(root: object) -> list[str]:
    return without_contents(said(root))


def test_a_file_that_libreoffice_saved_is_not_changed_by_the_same_input(office: Office) -> None:
    (saved,) = office.edited(OLD.docx, ())
    assert saved != OLD.docx and refresh(saved, OLD.document).data == saved


def test_libreoffice_accepts_to_the_new_text_and_rejects_to_the_old(office: Office) -> None:
    done = refresh(OLD.docx, NEW.document)
    accepts, rejects, keeps = office.edited(done.data, (("accept",),), (("reject",),), ())
    assert lines(text_part(accepts)) == lines(accepted(keeps)) == NEW.lines
    assert lines(text_part(rejects)) == lines(rejected(keeps)) == OLD.lines
    for data, back in ((accepts, NEW), (rejects, OLD), (keeps, OLD)):
        twice = refresh(data, NEWER.document)
        assert lines(accepted(twice.data)) == NEWER.lines and lines(rejected(twice.data)) == back.lines
        assert codes(twice) == []


@pytest.mark.parametrize("record", ["on", "off"])
@pytest.mark.parametrize("steps", [WORDS, PARAGRAPHS])
def test_edits_made_in_libreoffice_stay_and_new_numbers_come(office: Office, steps: Steps, record: str) -> None:
    (theirs,) = office.edited(OLD.docx, (("record", record), *steps))
    before = lines(accepted(theirs))
    assert before != OLD.lines and refresh(theirs, OLD.document).data == theirs
    done = refresh(theirs, NEW.document)
    after, (accepts,) = lines(accepted(done.data)), office.edited(done.data, (("accept",),))
    assert lines(text_part(accepts)) == after
    (new,) = office.edited(NEW.docx, steps)
    assert after == lines(text_part(new))
    assert set(codes(done)) <= {"REFRESH-CELL"} and lint(done.data) == lint(theirs)


def test_the_comment_of_a_conflict_survives_libreoffice(office: Office) -> None:
    theirs = edited(OLD.document, ("467.63万元", "468万元"))
    (saved,) = office.edited(refresh(theirs, NEW.document).data, ())
    assert "REFRESH-OPEN" in codes(refresh(saved, NEW.document))

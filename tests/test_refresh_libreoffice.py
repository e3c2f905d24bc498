"""Refreshing files that LibreOffice has edited and saved, and LibreOffice accepting and rejecting what refresh wrote."""

import pytest
from changed_numbers import NEW, OLD
from libreoffice import Office, needs_libreoffice
from test_refresh import refresh
from tracked_changes import accepted, rejected, said, text_part

pytestmark = needs_libreoffice


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


def test_a_file_that_libreoffice_saved_is_not_changed_by_the_same_input(office: Office) -> None:
    (saved,) = office.edited(OLD.docx, ())
    assert refresh(saved, OLD).data == saved


def test_libreoffice_accepts_to_the_new_text_and_rejects_to_the_old(office: Office) -> None:
    done = refresh(OLD.docx, NEW)
    accepts, rejects, keeps = office.edited(done.data, (("accept",),), (("reject",),), ())
    assert said(text_part(accepts)) == OLD.contents_of(NEW.lines)
    assert said(text_part(rejects)) == OLD.lines
    assert said(accepted(keeps)) == said(accepted(done.data)) and said(rejected(keeps)) == OLD.lines

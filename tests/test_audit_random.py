"""Reports of random units: none of their tables and sentences is called wrong."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from accounts import accounts
from hypothesis import given, settings

from narrator.account import Account
from narrator.draft import draft
from narrator.finding import Level
from narrator.phrasebook.library import library
from narrator.verbs import audit
from narrator.write import WRITERS


@pytest.mark.parametrize("edition", ["hunan/2020", "shanghai/2024", "national/2024"])
@settings(max_examples=8)
@given(account=accounts())
def test_nothing_of_a_generated_report_is_called_wrong(edition: str, account: Account):
    found = draft(account.model_copy(update={"edition": edition}), library())
    assert found.document and found.edition
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(WRITERS["docx"](found.document, found.edition.page))
        audited = audit(path)
    assert [finding.message for finding in audited.findings if finding.level == Level.ERROR] == []
    assert audited.coverage.bound >= 0.85 * audited.coverage.numbers

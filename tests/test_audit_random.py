"""Reports of random units: none of their tables and sentences is called wrong."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from accounts import accounts
from hypothesis import assume, given, settings

from narrator.account import Account
from narrator.draft import draft
from narrator.finding import Level
from narrator.phrasebook.library import library
from narrator.verbs import audit
from narrator.write import WRITERS

ROUNDED_AWAY = Decimal("0.005")  # a cell with less is printed as a zero, and a zero printed is taken for one


def amounts(account: Account) -> Iterator[Decimal]:
    cells = (cell for table in account.tables.values() for row in table.rows for cell in row.cells.values())
    return (cell.amount for cell in cells)


@pytest.mark.parametrize("edition", ["hunan/2020", "shanghai/2024", "national/2024"])
@settings(max_examples=40, deadline=None, derandomize=True)
@given(account=accounts())
def test_nothing_of_a_generated_report_is_called_wrong(edition: str, account: Account):
    assume(not any(0 < abs(amount) < ROUNDED_AWAY for amount in amounts(account)))
    found = draft(account.model_copy(update={"edition": edition}), library())
    assert found.document and found.edition
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(WRITERS["docx"](found.document, found.edition.page))
        audited = audit(path)
    assert [finding.message for finding in audited.findings if finding.level == Level.ERROR] == []
    assert audited.coverage.bound >= 0.85 * audited.coverage.numbers

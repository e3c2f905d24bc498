"""What a paragraph reads off the tables: that it prints just what stands there."""

from decimal import Decimal

from narrator.account import Account
from narrator.amount import rounded
from narrator.document import Paragraph

READ = "取自表格"


def prints_what_the_tables_say(paragraph: Paragraph, account: Account) -> int:
    """Every amount that is one cell is printed as it stands in that table, row and column; how many there are."""
    read = [(run.text, run.figure.reference) for run in paragraph.runs if run.figure and run.figure.formula == READ]
    for text, reference in read:
        form, row, column = reference.split()
        table = account.tables[f"T{form[3]}"]  # type: ignore[index]
        cells = [cell for side in ("收入", "支出", "") if (cell := table.cell(row, column, side))]  # type: ignore[arg-type]
        printed = abs(Decimal(text.removesuffix("万元")))
        assert printed in {abs(rounded(cell.amount, 2)) for cell in cells}, (reference, paragraph.text)
    return len(read)

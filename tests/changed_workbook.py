"""The real workbook of one unit with something changed in it."""

from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook

from narrator.account import Account
from narrator.finding import Finding

SEED = Path(__file__).parent / "data" / "株洲市教育技术装备所-2020" / "公开表.xlsx"
T1, T2, T3, T4, T5, T6, T7, T8, T9 = load_workbook(SEED, read_only=True).sheetnames

FACTS = "单位: 株洲市教育技术装备所\n年度: 2020\n版式: hunan/2020\n人员:\n  编制: 13\n"


def put(sheet: str, cell: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


def noticed(account: Account) -> list[Finding]:
    """The findings about the workbook."""
    return [finding for finding in account.findings if finding.code != "READ-NO-FACTS"]


def only(account: Account) -> Finding:
    """The one finding about the workbook."""
    (finding,) = noticed(account)
    return finding


def codes(account: Account) -> list[str]:
    """The codes of all findings."""
    return [finding.code for finding in account.findings]

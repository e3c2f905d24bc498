"""Which edition serves an account: the one named, else the one whose form its tables have."""

from __future__ import annotations

from narrator.account import Account
from narrator.account.names import folded
from narrator.finding import Finding, Level
from narrator.narrate.edition import Edition, editions, load


def choose(account: Account) -> tuple[Edition | None, tuple[Finding, ...]]:
    """The edition for an account, `None` where nothing tells, and what is to be said about the choice."""
    if account.edition in editions():
        return load(account.edition), ()
    known = "、".join(editions())
    if account.edition:
        message = f"没有名为“{account.edition}”的版式；可用的版式：{known}"
        return None, (Finding(code="EDITION-UNKNOWN", level=Level.ERROR, message=message),)
    fitting = [edition for edition in map(load, editions()) if _has_form(account, edition)]
    if len({edition.settings.region for edition in fitting}) != 1:
        message = f"没有指明版式，从表格也认不出来；请用 --edition 或在填报.yaml 的“版式”里写明，可用的版式：{known}"
        return None, (Finding(code="EDITION-MISSING", level=Level.MISSING, message=message),)
    chosen = max(fitting, key=lambda edition: _fitness(account, edition))
    message = f"没有指明版式，按表格的样式用“{chosen.name}”（{chosen.settings.title}）；不对请用 --edition 指明"
    return chosen, (Finding(code="EDITION-RECOGNISED", level=Level.NOTICE, message=message),)


def _has_form(account: Account, edition: Edition) -> bool:
    tables, settings = account.tables, edition.settings
    if not tables or any(table.form_number for table in tables.values()) != settings.form_numbers:
        return False
    return all(
        folded(table.title) == folded(settings.titles[id]) for id, table in tables.items() if id in settings.titles
    )


def _fitness(account: Account, edition: Edition) -> tuple[bool, int]:
    """The newest edition that is not later than the account's year; where all are later, the newest."""
    return (account.year is None or edition.settings.year <= account.year, edition.settings.year)

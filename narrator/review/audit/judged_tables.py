"""What the rules say of a file's tables, told once for each thing that is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from narrator.account import Account
from narrator.check import check
from narrator.finding import Finding, Level, Place

BROKEN = 6  # errors within one table
LISTED = 3  # consequences that a message still lists


def about_tables(account: Account, read: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of reading, none of them an error of the text, and those of the rules.

    Errors that share a cell have one cause and are told as one; facts that the text does not say are not asked for.
    """
    quiet = (finding.model_copy(update={"level": Level.NOTICE}) for finding in read)
    found = [finding for finding in check(account) if finding.level is not Level.MISSING]
    errors = [finding for finding in found if finding.level is Level.ERROR]
    rest = (finding for finding in found if finding.level is not Level.ERROR)
    return (*quiet, *map(_joined, _connected(errors)), *rest)


def _connected(errors: Iterable[Finding]) -> list[list[Finding]]:
    """The errors in groups that share cells."""
    errors = list(errors)
    broken = _broken(errors)
    groups: list[tuple[set[Place], list[Finding]]] = []
    for error in errors:
        sheets = {Place(sheet=place.sheet) for place in error.where if place.sheet in broken}
        cells, members = {*error.where, *sheets}, [error]
        apart = []
        for group in groups:
            if group[0] & cells:
                cells |= group[0]
                members = [*group[1], *members]
            else:
                apart.append(group)
        groups = [*apart, (cells, members)]
    return [members for _, members in groups]


def _broken(errors: list[Finding]) -> set[str | None]:
    """The tables in which so much is wrong that their amounts must have slipped into other rows."""
    within = [{place.sheet for place in error.where} for error in errors]
    counts = Counter(sheet for sheets in within if len(sheets) == 1 for sheet in sheets)
    return {sheet for sheet, count in counts.items() if count >= BROKEN}


def _joined(errors: list[Finding]) -> Finding:
    if len(errors) == 1:
        return errors[0]
    where = tuple(dict.fromkeys(place for error in errors for place in error.where))
    more = "".join(f"（另：{error.message}）" for error in errors[1 : LISTED + 1])
    others = f"（同一处还引起其他{len(errors) - LISTED - 1}个问题。）" if len(errors) > LISTED + 1 else ""
    return errors[0].model_copy(update={"message": f"{errors[0].message}{more}{others}", "where": where})


def suspects(findings: Iterable[Finding]) -> Iterator[Place]:
    """The cells that an error of the tables is about: what differs from them may be right."""
    return (place for finding in findings if finding.level is Level.ERROR for place in finding.where)

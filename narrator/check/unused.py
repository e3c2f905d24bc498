"""What staff filled in and the report does not say anywhere: texts, amounts of last year, and budgets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from narrator.account import Facts
from narrator.account.names import spoken
from narrator.check.because import ENDINGS
from narrator.check.called import fact_place
from narrator.check.prose import REASONS, Prose, prose
from narrator.document import Document, Paragraph, Run, TableBlock
from narrator.figures import Figures
from narrator.figures.explained import leaves
from narrator.figures.facts import keys
from narrator.figures.names import known
from narrator.finding import Finding, Level, Place

CODE = "FACT-UNUSED"
BUDGETS = ("全年预算", "政府性基金全年预算", "国有资本全年预算", "政府性基金年初预算", "国有资本年初预算")
_NOT_SAID = re.compile(r"版式$|科目名称\.|.*\.用于\.\d+$|项目支出\.明细\.\d+\.(?:来源|项目|合并为)$")
"""Texts that say which figure, item or edition is meant."""
_MARKS = re.compile(r"[\W_]+")
_LISTED = re.compile(r"^(.*?)\.\d+(?:\.|$)")


def unused(figures: Figures, document: Document, *, complete: bool) -> Iterator[Finding]:
    """One finding for all that the narrated report did not take up; names that are no figures are told elsewhere.

    Of a report that is not `complete`, only reasons and amounts are judged: others may wait for what is missing.
    """
    account = figures.account
    roots = () if complete else REASONS
    found = dict(_unprinted(figures, document, roots))
    for name in account.facts.last_year:
        if (figure := figures.get(name)) and figure.known and not figures.computed(f"上年{name}"):
            found[f"上年{name}"] = (fact_place(account, f"上年数.{name}"),)
    found |= {spoken(path): (fact_place(account, path),) for path in _unprinted_budgets(figures, document)}
    if found:
        told = "、".join(found)
        message = (
            f"有{len(found)}项填了而报告没有用上：{told}。"
            "与上年或预算持平的不写原因，版式不写的数和内容也用不着；请核对是不是填错了行，无误的可以保留。"
        )
        where = tuple(place for places in found.values() for place in places)
        yield Finding(code=CODE, level=Level.NOTICE, message=message, where=where)


def _unprinted(figures: Figures, document: Document, roots: tuple[str, ...]) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """What texts are called that stand nowhere, with their places; a list of which nothing does, once."""
    texts = [passage for passage in prose(figures.account, *roots) if _is_said(figures, passage)]
    unsaid = {passage.path for passage in _unsaid(texts, _printed(document))}
    for path, group in groupby(texts, key=_list) if unsaid else ():
        passages = list(group)
        lacking = [passage for passage in passages if passage.path in unsaid]
        if path and len(lacking) == len(passages) > 1:
            yield spoken(path), tuple(passage.place for passage in lacking)
        else:
            yield from ((passage.name, (passage.place,)) for passage in lacking)


def _unsaid(texts: Iterable[Prose], printed: str) -> Iterator[Prose]:
    """The texts that are not printed, whatever marks there are in them."""
    changed = [passage for passage in texts if passage.written.rstrip(ENDINGS) not in printed]
    said = _plain(printed) if changed else ""
    return (passage for passage in changed if _plain(passage.written) not in said)


def _is_said(figures: Figures, passage: Prose) -> bool:
    """Whether a report can only use a text by saying it; one with figures in it (增减 {收支总计增减}) is not judged."""
    if "{" in passage.written or _NOT_SAID.match(passage.path):
        return False
    root, _, rest = passage.path.partition(".")
    if root not in REASONS:
        return True
    given = figures.account.facts.change_reasons if root == REASONS[0] else figures.account.facts.budget_reasons
    explained = given[int(rest.partition(".")[0])].explains
    return any(known(figures, name) for name in explained) and not any(
        _is_unknown(figures, root, name) for name in explained
    )


def _is_unknown(figures: Figures, root: str, name: str) -> bool:
    """Whether the difference that a reason explains is still to come, as this year's amount or its budget is."""
    amounts = [figures.get(name), *([figures.get(f"{name}预算")] if root != REASONS[0] else [])]
    return any(amount is not None and not amount.known for amount in amounts)


def _list(passage: Prose) -> str:
    """The path of the list that a text is in; "" for one in none, and for a reason, which is judged by itself."""
    match = _LISTED.match(passage.path)
    return match[1] if match and match[1] not in REASONS else ""


def _printed(document: Document) -> str:
    """The text of all paragraphs and tables, one after another."""
    runs: list[Run] = []
    for block in document.blocks():
        if isinstance(block, Paragraph):
            runs += block.runs
        elif isinstance(block, TableBlock):
            runs += [run for row in block.rows for cell in row for run in cell.runs]
    return "".join([run.text for run in runs])


def _plain(text: str) -> str:
    return _MARKS.sub("", text)


def _unprinted_budgets(figures: Figures, document: Document) -> Iterator[str]:
    """Budgets, not zero, that no number of the report shows or is computed from; 年初预算 of table 5 always is."""
    facts = figures.account.facts
    given = {kind: getattr(facts, keys(Facts)[kind]) for kind in BUDGETS}
    paths = [f"{kind}.{code}" for kind, amounts in given.items() for code, amount in amounts.items() if amount]
    numbers = (run.figure for paragraph in document.paragraphs() for run in paragraph.runs) if paths else ()
    printed = {leaf.wanted for number in numbers if number for leaf in leaves(number)}
    return (path for path in paths if path not in printed)

"""What staff filled in and the report does not say anywhere: reasons, amounts of last year, and budgets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.account import Facts
from narrator.account.names import spoken
from narrator.check.prose import Prose, reasons
from narrator.check.terms import fact_place
from narrator.document import Document
from narrator.figures import Figures
from narrator.figures.explained import leaves
from narrator.figures.facts import keys
from narrator.finding import Finding, Level

CODE = "FACT-UNUSED"
BUDGETS = ("全年预算", "政府性基金全年预算", "国有资本全年预算", "政府性基金年初预算", "国有资本年初预算")


def unused(figures: Figures, document: Document) -> Iterator[Finding]:
    """One finding for all that the narrated report did not take up; names that are no figures are told elsewhere."""
    account = figures.account
    found = {passage.name: passage.place for passage in _unprinted(figures, document)}
    for name in account.facts.last_year:
        if figures.get(name) is not None and not figures.computed(f"上年{name}"):
            found[f"上年{name}"] = fact_place(account, f"上年数.{name}")
    for path in _unprinted_budgets(figures, document):
        found[spoken(path)] = fact_place(account, path)
    if found:
        told = "、".join(found)
        message = (
            f"有{len(found)}项填了而报告没有用上：{told}。"
            "与上年或预算持平的不写原因，版式不写的数也用不着；请核对是不是填错了行，无误的可以保留。"
        )
        yield Finding(code=CODE, level=Level.NOTICE, message=message, where=tuple(found.values()))


def _unprinted_budgets(figures: Figures, document: Document) -> Iterator[str]:
    """Budgets, not zero, that no number of the report shows or is computed from; 年初预算 of table 5 always is."""
    facts = figures.account.facts
    given = {kind: getattr(facts, keys(Facts)[kind]) for kind in BUDGETS}
    paths = [f"{kind}.{code}" for kind, amounts in given.items() for code, amount in amounts.items() if amount]
    numbers = (run.figure for paragraph in document.paragraphs() for run in paragraph.runs) if paths else ()
    printed = {leaf.wanted for number in numbers if number for leaf in leaves(number)}
    return (path for path in paths if path not in printed)


def _unprinted(figures: Figures, document: Document) -> Iterator[Prose]:
    """Reasons whose text stands in no paragraph; one with figures named in it (增减 {收支总计增减}) is not judged."""
    text = "".join(paragraph.text for paragraph in document.paragraphs())
    for passage in reasons(figures.account):
        wording = re.sub(r"[。；;.\s]+$", "", passage.written)
        if "{" not in wording and wording not in text:
            yield passage

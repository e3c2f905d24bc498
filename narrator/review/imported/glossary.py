"""The glossary of a published file: which of its terms are the unit's own, because the edition has them not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from narrator.account.names import folded
from narrator.review.audit.passages import Passage, plain
from narrator.review.imported.facts_read import FactsFound, Source

PATH = "名词解释"
TOPIC = "名词"
NOWHERE = -1  # the heading of what was read by itself
_TERM = re.compile(
    r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[、.．])?(?P<term>[^：。]{2,40})：(?P<meaning>.+)$"
)


def take_terms(found: FactsFound, passages: Iterable[Passage], terms: Mapping[str, str]) -> None:
    """Take the terms that the edition's `terms` lack; those that it has are printed anyhow."""
    told = list(_terms(passages))
    known = {_bare(term) for term in terms}
    own = [row for row in told if _bare(row["名词"]) not in known]
    found.lists.pop(PATH, None)
    if own:
        found.lists[PATH] = {NOWHERE: own}
    if told:
        found.spoken_of.add(PATH)


def _terms(passages: Iterable[Passage]) -> Iterator[dict[str, str]]:
    for passage in passages:
        match = None if passage.heading or passage.topic != TOPIC else _TERM.match(passage.text)
        if match:
            parts = (Source(passage, match.start(part), match.end(part)).quote for part in ("term", "meaning"))
            term, meaning = (part.strip().rstrip("。；") for part in parts)
            yield {"名词": term, "解释": meaning}


def _bare(term: str) -> str:
    """A term without quotes and 支出: “三公”经费 is also called “三公经费”支出."""
    return folded(plain(term)[0]).removesuffix("支出")

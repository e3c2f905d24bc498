"""Phrases that quote each other in a circle, which would never come to an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import nodes

from narrator.data_file import fault
from narrator.finding import Finding
from narrator.phrasebook.layers import Layered
from narrator.phrasebook.phrase import Phrase


def circles(phrases: Mapping[str, Phrase], trees: Mapping[str, nodes.Template], source: Layered) -> Iterator[Finding]:
    """A finding for each phrase that leads back to itself, by way of the phrases that it quotes."""
    quotes = {name: _quoted(phrase, trees) & phrases.keys() for name, phrase in phrases.items()}
    told: set[str] = set()
    for name in phrases:
        way = _way_back(name, quotes)
        if way and not told & set(way):
            told |= set(way)
            message = f"句子“{'”引用“'.join(way)}”，绕回自己，说不完；请去掉其中一处引用"
            yield fault("PHRASE-CIRCLE", message, source.place(name))


def _way_back(name: str, quotes: Mapping[str, set[str]]) -> tuple[str, ...]:
    """The shortest way from a phrase through quotations back to it, () if there is none."""
    ways: list[tuple[str, ...]] = [(name,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for quoted in sorted(quotes[way[-1]]):
            if quoted == name:
                return (*way, name)
            if quoted not in seen:
                seen.add(quoted)
                ways.append((*way, quoted))
    return ()


def _quoted(phrase: Phrase, trees: Mapping[str, nodes.Template]) -> set[str]:
    return {name.name for _, text in phrase.texts() for name in trees[text].find_all(nodes.Name)}

"""What the names in a phrase stand for: figures, lists, facts, and other phrases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from narrator.errors import PhrasebookError
from narrator.figures import FAMILIES, LISTINGS, FactGroup, Figure, Figures, FreeText, Item, Missing
from narrator.figures.facts import ROOTS
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.language import Quoted
from narrator.phrasebook.settings import GLOSSARY

ROWS = ("本项", "上项")
ROW_GIVEN = "例子用 of 写一个数，或用 each 写一个清单；试写用 --set 本项=数的名称、金额，或清单的名称（每一行说一遍）"


class AccountScope(dict[str, Any]):
    """What names stand for throughout one account in one edition, found when first asked for.

    `percent_places` may change from part to part.
    """

    def __init__(self, edition: Edition, figures: Figures) -> None:
        super().__init__()
        self.edition = edition
        self.figures = figures
        self.percent_places = edition.settings.percent_places
        self._named = edition.settings.named
        self._relations: dict[tuple[str, str], Any] = {}

    def __missing__(self, name: str) -> Any:
        """What a name stands for, or a dotted one (三公经费.公务接待); raises PhrasebookError for an unknown one."""
        owner, dot, key = name.rpartition(".")
        found = self[name] = self.field(self[owner], key) if dot else self._value(name)
        return found

    def lookup(self, name: str, local: Mapping[str, Any]) -> Any:
        """A phrase with the local values that it will see, or what else a name stands for."""
        return Quoted(name, local) if name in self.edition.phrases else self[name]

    def _value(self, name: str) -> Any:
        """A policy, list, fact or figure by its name."""
        if name in ROWS and self.figures.get(name) is None:
            raise PhrasebookError(f"不知道“{name}”是什么；{ROW_GIVEN}")
        if name in LISTINGS:
            return self.figures.rows(name)
        if name == "单位":
            return self.figures.account.unit or Missing("单位", "单位名称")
        if name == GLOSSARY:
            return self._glossary()
        if name in self._named:
            return self._named[name]
        if name in ROOTS:
            return self.figures.fact(name)
        return self.figures[name]

    def _glossary(self) -> tuple[Item, ...]:
        terms = list(self.edition.glossary.terms.items())
        terms += [(term.term, term.meaning) for term in self.figures.account.facts.glossary]
        return tuple(Item({"名词": term, "解释": FreeText(f"名词解释.{term}", meaning)}) for term, meaning in terms)

    def field(self, value: Any, name: str) -> Any:
        """A field of a row, a part of the facts, or a figure related to a figure; of what is missing, itself."""
        if isinstance(value, Item):
            if name in value.fields:
                return value.fields[name]
            value = value.figure
        if isinstance(value, Figure):
            relation = value.label, name
            if relation not in self._relations:
                self._relations[relation] = self._related(*relation)
            return self._relations[relation]
        if isinstance(value, FactGroup):
            return self.figures.fact_of(value, name)
        if isinstance(value, Missing):
            return value
        raise PhrasebookError(f"没有“{name}”这一项")

    def _related(self, label: str, name: str) -> Any:
        if family := FAMILIES.get(name):
            related = family.label(label)
            return self.figures.get(related) or Figure(related, None)  # a name of the tables may look like another code
        if name in ("原因", "预算原因"):
            return self.figures.reason(label, of_budget=name == "预算原因")
        return self.figures[f"{label}{name}"]

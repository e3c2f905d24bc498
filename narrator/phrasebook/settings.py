"""edition.yaml and glossary.yaml: what an edition is, how it prints numbers, what it calls things."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pydantic import Field

from narrator.phrasebook.phrase import Data, Say


class AmountStyle(Data):
    """How 万元 are printed in text."""

    places: int = 2
    trim: bool = False


class Settings(Data):
    """edition.yaml: what the edition is, how it prints numbers and counts headings, what its tables are known by.

    `policies` and `thresholds` are named values that conditions may ask for; `unconfirmed` says what of the edition
    no source confirms.
    """

    title: str
    region: str
    year: int
    extends: str | None = None
    source: str | None = None
    unconfirmed: tuple[str, ...] = ()
    amounts: AmountStyle = AmountStyle()
    percent_places: int = 1
    percent_trim: bool = False
    numbering: tuple[str, ...]
    form_numbers: bool
    titles: Mapping[str, str] = Field(default_factory=dict)
    policies: Mapping[str, str] = Field(default_factory=dict)
    thresholds: Mapping[str, Decimal] = Field(default_factory=dict)

    @property
    def named(self) -> Mapping[str, str | Decimal]:
        """Policies and thresholds by name."""
        return {**self.policies, **self.thresholds}


class Glossary(Data):
    """glossary.yaml: the form's own terms and what they mean, in order."""

    terms: Mapping[str, Say]

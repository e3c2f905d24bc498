"""Every derived number once, by name, traceable to cells."""

from narrator.figures import (
    assets,
    funds,
    general_public_budget,
    indicators,
    other_matters,
    performance,
    three_public,
    totals,
)
from narrator.figures.definition import DEFINITIONS, LISTINGS, Definition, Listing
from narrator.figures.families import FAMILIES, Family
from narrator.figures.figure import Figure, UnknownFigure
from narrator.figures.figures import Figures
from narrator.figures.item import FactGroup, FreeText, Item, Missing

__all__ = [
    "DEFINITIONS",
    "FAMILIES",
    "LISTINGS",
    "Definition",
    "FactGroup",
    "Family",
    "Figure",
    "Figures",
    "FreeText",
    "Item",
    "Listing",
    "Missing",
    "UnknownFigure",
    "assets",
    "funds",
    "general_public_budget",
    "indicators",
    "other_matters",
    "performance",
    "three_public",
    "totals",
]

"""What one unit is asked in one edition: the facts used, where in the report, and whether it can do without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from narrator.account import Account
from narrator.figures import Figures
from narrator.narrate.narrator import Narrator
from narrator.numerals import chinese_numeral
from narrator.phrasebook.edition import Edition
from narrator.workbook.fields import Field, field_at, fields
from narrator.workbook.plan import load_plan
from narrator.workbook.probe import CODE, probes
from narrator.workbook.survey import Survey, Use

ALWAYS = ("单位", "年度", "版式")
_MOST_NAMED = 2  # sections


@dataclass(frozen=True, slots=True)
class Usage:
    """The facts to ask for by path, a list's columns among them (会议.人数)."""

    uses: Mapping[str, Use]

    def of(self, path: str) -> Use:
        """How a fact is used; a list is used as its columns are."""
        below = [use for known, use in self.uses.items() if known.startswith(f"{path}.")]
        own = self.uses.get(path, Use())
        sections = own.sections or list(dict.fromkeys(section for use in below for section in use.sections))
        return Use(own.question, sections, own.needed)

    def asks(self, field: Field) -> bool:
        """Whether anything of a field is used."""
        return any(path == field.path or path.startswith(f"{field.path}.") for path in self.uses)

    def keys(self, field: Field) -> list[str]:
        """The codes or names under which a field is used."""
        start = len(field.path) + 1
        found = (path[start:] for path in self.uses if path.startswith(f"{field.path}."))
        return [key for key in found if CODE not in key]

    def columns(self, field: Field) -> tuple[Field, ...]:
        """The columns of a list that are used; all of them where the list is used as a whole only."""
        used = [part for part in field.parts if f"{field.path}.{part.path}" in self.uses]
        known = [part for part in field.parts if part.needed or part in used]
        return tuple(known) if used else field.parts


def usage(edition: Edition, account: Account) -> Usage:
    """What this edition uses of the facts of a unit with these tables."""
    uses: dict[str, Use] = {path: Use(needed=True) for path in ALWAYS}
    for probe in probes(account):
        survey = Survey(edition, probe)
        for title, name in _sections(edition, account):
            survey.section(title, name)
        for path, use in (*survey.uses.items(), *_along(survey)):
            _merge(uses.setdefault(path, Use()), use, is_fact=field_at(path)[0] is not None)
    asked = {path: use for path, use in uses.items() if field_at(path)[0] or _is_column(path)}
    return Usage(asked)


def _along(survey: Survey) -> Iterator[tuple[str, Use]]:
    for name, paths in load_plan().along.items():
        if name in survey.named:
            yield from ((path, Use(sections=survey.named[name])) for path in paths)


def _merge(known: Use, use: Use, *, is_fact: bool) -> None:
    known.question = known.question or use.question
    known.sections.extend(section for section in use.sections if section not in known.sections)
    known.needed = known.needed or (use.needed and is_fact)


def _is_column(path: str) -> bool:
    above = path.split(".")
    return any(".".join(above[:size]) in fields() for size in range(1, len(above)))


def where(use: Use) -> str:
    """The sections with a fact, as the workbook shows them."""
    more = f"等{len(use.sections)}处" if len(use.sections) > _MOST_NAMED else ""
    return "；".join(use.sections[:_MOST_NAMED]) + more


def _sections(edition: Edition, account: Account) -> Iterator[tuple[str, str]]:
    """Every section of the outline with the numbers and the title that it has in the report."""
    narrator = Narrator(edition, Figures(account))
    for name in edition.outline.parts:
        part = edition.outline.sections[name]
        title = "".join(run.text for run in narrator.title(part.title, ""))
        yield title, name
        yield from _below(edition, narrator, part.sections, title.split("　")[0], 0)


def _below(
    edition: Edition, narrator: Narrator, names: tuple[str, ...], above: str, depth: int
) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(names, 1):
        section = edition.outline.sections[name]
        pattern = edition.settings.numbering[depth]
        numeral = pattern.replace("{中}", chinese_numeral(number)).replace("{数}", str(number))
        title = "".join(run.text for run in narrator.title(section.title, ""))
        yield f"{above} {numeral}{title}", name
        yield from _below(edition, narrator, section.sections, f"{above} {numeral.rstrip('、')}", depth + 1)

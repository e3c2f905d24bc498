"""Cases of an edition: what its phrases must say of given facts, figures and rows, in YAML beside the phrases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from narrator import data_file
from narrator.account import Account, Cell, Facts, Row, Side, Table, TableId
from narrator.alike import meant
from narrator.errors import NarratorError, PhrasebookError
from narrator.figures import Figures
from narrator.figures.names import meant_figure
from narrator.finding import Finding, Place
from narrator.marked_yaml import Marked
from narrator.narrate.narrator import Narrator
from narrator.narrate.scope import AccountScope
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.example import has_figure
from narrator.phrasebook.phrase import Data, Say

UNIT = "某单位"
SET = "--set"
ROW = "本项"
FAULTS = (KeyError, ValueError, IndexError, TypeError)  # what naming a part that a value does not have raises


class TableLine(Data):
    """A row of a case's table: amounts by column, in 万元."""

    side: Side = ""
    code: str = ""
    name: str
    amounts: dict[str, Decimal | None]

    def row(self) -> Row:
        """The row as an account has it."""
        cells = {column: Cell(value=value) for column, value in self.amounts.items()}
        return Row(side=self.side, code=self.code, name=self.name, label=self.name, cells=cells)


class Case(Data):
    """A case of a phrase: what is given, and the text that it must give.

    `given` has facts as 填报.yaml has them, `figures` values set outright by label (empty: not known), `tables` rows.
    `policies` are policies and thresholds other than the edition's own.
    `of` is the figure, and `each` the list, that 本项 stands for; `takes` are the phrase's other values.
    `asks` are the paths of all facts that are asked for or left out, and the codes of other findings.
    """

    name: str
    given: Mapping[str, Any] = Field(default_factory=dict)
    figures: Mapping[str, Decimal | None] = Field(default_factory=dict)
    tables: Mapping[TableId, tuple[TableLine, ...]] = Field(default_factory=dict)
    of: str | None = None
    each: str | None = None
    takes: Mapping[str, str] = Field(default_factory=dict)
    policies: Mapping[str, str] = Field(default_factory=dict)
    asks: tuple[str, ...] = ()
    expect: Say


CASES = TypeAdapter(dict[str, tuple[Case, ...]])


@dataclass(frozen=True, slots=True)
class Ran:
    """A case that was run: where it stands, what was said and asked, and which cases of phrases were chosen.

    `told` says in words what `asked` says in paths and codes.
    """

    phrase: str
    case: Case
    place: str
    said: str
    asked: tuple[str, ...]
    chosen: frozenset[tuple[str, int]]
    told: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether exactly the expected text was said and exactly the expected facts were asked for."""
        return self.said == self.case.expect and self.asked == self.case.asks


def run_cases(edition: Edition) -> tuple[Ran, ...]:
    """Every case in the edition's folder `cases`, run; raises PhrasebookError for a fault in the files."""
    return tuple(run(edition, *found) for found in _cases(edition))


def failing(edition: Edition) -> tuple[Finding, ...]:
    """The edition's cases that give another text, or ask for other facts, than they expect."""
    try:
        found = [_failing(edition, *one) for one in _cases(edition)]
    except PhrasebookError as error:
        return error.told()
    return tuple(finding for finding in found if finding)


def _failing(edition: Edition, phrase: str, case: Case, place: str) -> Finding | None:
    """What is wrong with a case, `None` if nothing is."""
    try:
        ran = run(edition, phrase, case, place)
        wrong = "" if ran.passed else _differences(ran)
    except NarratorError as error:
        wrong = f"说不出来：{error}"
    except FAULTS as error:
        wrong = f"说不出来：这里没有“{error}”"
    if not wrong:
        return None
    file, _, line = place.rpartition(":")
    where = Place(file=str(edition.folder / "cases" / file), line=int(line))
    return data_file.fault("CASE-FAILS", f"{phrase}：例子“{case.name}”{wrong}；请改句子或例子", where)


def _differences(ran: Ran) -> str:
    message = ""
    if ran.said != ran.case.expect:
        message += f"应说“{ran.case.expect}”，说的是“{ran.said}”"
    if ran.asked != ran.case.asks:
        message += f"，asks 应是 [{', '.join(ran.asked)}]，写的是 [{', '.join(ran.case.asks)}]"
    unknown = next((name for name in ran.case.figures if name != ROW and not has_figure(name)), None)
    return message + (f"（没有名为“{unknown}”的数；{meant_figure(unknown)}）" if unknown else "")


def never_said(edition: Edition, ran: tuple[Ran, ...]) -> tuple[str, ...]:
    """Phrases of the edition's own files, with the condition of the case, that no run chose."""
    chosen = frozenset[tuple[str, int]]().union(*(one.chosen for one in ran))
    own = [name for name in edition.phrases if edition.sources["phrases"].origin(name).startswith(f"{edition.folder}")]
    return tuple(
        f"{name}：{when}" if when else name
        for name in own
        for i, (when, _) in enumerate(edition.phrases[name].variants)
        if (name, i) not in chosen
    )


def _cases(edition: Edition) -> Iterator[tuple[str, Case, str]]:
    for file in sorted((edition.folder / "cases").glob("*.yaml")):
        source = data_file.parsed(file)
        for phrase, cases in _validated(file, source).items():
            if phrase not in edition.phrases:
                message = f"句子“{phrase}”不存在；{meant(phrase, edition.phrases)}请改名或删去"
                raise PhrasebookError.of([data_file.fault("EDITION-PHRASE", message, source.place(phrase))])
            for i, case in enumerate(cases):
                yield phrase, case, f"{file.name}:{source.line(f'{phrase}.{i}')}"


def _validated(file: Path, source: Marked) -> dict[str, tuple[Case, ...]]:
    try:
        return CASES.validate_python(source.data or {})
    except ValidationError as error:
        raise PhrasebookError.of(data_file.faults(source.place, error)) from error


def run(edition: Edition, phrase: str, case: Case, place: str) -> Ran:
    """A case of a phrase, run; raises PhrasebookError for facts that do not fit."""
    narrator = Narrator(_with_policies(edition, case), Figures(_account(edition, case, place), case.figures))
    rows = _rows(case, narrator.scope)
    runs = [said for local in rows for said in narrator.say(phrase, phrase, **{**case.takes, **local})]
    found = narrator.findings()
    asked = tuple(finding.where[0].figure or finding.code for finding in found)
    told = tuple(
        f"没有给出：{finding.where[0].figure}" if finding.where[0].figure else finding.message for finding in found
    )
    return Ran(phrase, case, place, "".join(said.text for said in runs), asked, frozenset(narrator.chosen), told)


def _with_policies(edition: Edition, case: Case) -> Edition:
    return replace(edition, settings=edition.settings.with_named(case.policies))


def _rows(case: Case, scope: AccountScope) -> Iterator[Mapping[str, Any]]:
    """The local values of each time that the phrase is said."""
    path = case.of or case.each
    value = scope[path] if path else None
    if case.each is None:
        yield {"序号": 1, "末项": True} if case.of is None else {"本项": value, "序号": 1, "末项": True}
        return
    rows = value if isinstance(value, tuple) else (value,)
    yield from ({"本项": row, "序号": i, "末项": i == len(rows)} for i, row in enumerate(rows, 1))


def _account(edition: Edition, case: Case, place: str) -> Account:
    try:
        facts = Facts.model_validate(case.given, by_alias=True, by_name=False)
    except ValidationError as error:
        wrong = "；".join(".".join(map(str, fault["loc"])) for fault in error.errors())
        given = SET if place == SET else f"{place}：{case.name}：given"
        raise PhrasebookError(f"{given} 里这些值不合要求：{wrong}") from error
    tables = {id: Table(id=id, title=id, rows=tuple(line.row() for line in lines)) for id, lines in case.tables.items()}
    return Account(unit=facts.unit or UNIT, year=facts.year or edition.settings.year, tables=tables, facts=facts)

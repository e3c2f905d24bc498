"""The narrator: says an edition's phrases of one account, and notes what it could not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from narrator.data_file import fault
from narrator.document import Run
from narrator.errors import NarratorError, PhrasebookError
from narrator.figures import Figure, Figures, FreeText, Missing, UnknownFigure
from narrator.figures.names import unknown_names
from narrator.finding import Finding
from narrator.narrate.gaps import Gaps, cause
from narrator.narrate.printed import passages, with_unit
from narrator.narrate.said import Said, placeholder
from narrator.narrate.scope import AccountScope
from narrator.phrasebook.edition import Edition
from narrator.phrasebook.language import Evaluate, Magnitude, Quoted, is_missing
from narrator.phrasebook.phrase import Ask
from narrator.phrasebook.templates import Sayable

FAULTS = (KeyError, ValueError, IndexError, TypeError, AttributeError)  # a name or filter that does not fit its value


class Narrator:
    """Renders phrases to runs; `findings` tells afterwards what was missing, `chosen` which cases were said."""

    def __init__(self, edition: Edition, figures: Figures) -> None:
        self.edition = edition
        self.scope = AccountScope(edition, figures)
        self._templates = edition.templates
        self.chosen: set[tuple[str, int]] = set()
        self._gaps = Gaps(figures.account.places)
        self._noted: list[Finding] = []
        self._questions: tuple[Mapping[str, str], ...] = ()

    def say(self, name: str, paragraph: str, **local: Any) -> tuple[Run, ...]:
        """The runs of a phrase for the paragraph with this id; empty where an optional fact is missing."""
        self._gaps.paragraph = paragraph
        said = Said()
        self._phrase(name, local, said)
        return said.runs()

    def once(self, name: str, local: Mapping[str, Any]) -> tuple[Run, ...]:
        """The runs of a phrase for one row of its list, or of a phrase that has none."""
        said = Said()
        sayable = self._templates.phrase(name)
        self._once(name, sayable, {**sayable.phrase.takes, **local}, said)
        return said.runs()

    def title(self, text: str, paragraph: str) -> tuple[Run, ...]:
        """The runs of a text that the outline writes."""
        self._gaps.paragraph = paragraph
        said = Said()
        try:
            self._say(self._templates.text(text)(self.scope, {}), said)
        except FAULTS as error:
            raise PhrasebookError(f"标题“{text}”写不出来（{error}）；{self._advice}") from error
        return said.runs()

    def value(self, expression: str) -> Any:
        """The value of a condition or list that the outline writes."""
        try:
            return self._templates.condition(expression)(self.scope, {})
        except FAULTS as error:
            raise PhrasebookError(f"“{expression}”无法判断（{error}）；{self._advice}") from error

    @property
    def _advice(self) -> str:
        return f"请用 narrator phrasebook lint {self.edition.name} 检查"

    def number(self, figure: Figure, question: str, paragraph: str) -> Run:
        """A figure with its unit, or the placeholder with this question if it is not known."""
        known = figure.value is not None
        return self._with_unit(figure) if known else self.ask(figure, question, paragraph)

    def ask(self, wanted: Missing | Figure, question: str, paragraph: str) -> Run:
        """The placeholder with this question for what is missing, which findings will name."""
        self._gaps.paragraph = paragraph
        self._gaps.asked(wanted, question)
        return placeholder(question)

    def note(self, *findings: Finding) -> None:
        """Tell these findings, too."""
        self._noted += findings

    def findings(self) -> tuple[Finding, ...]:
        """What was missing or could not be said, in order of first appearance, and names that nothing uses."""
        return (*self._gaps.findings(), *self._noted, *unknown_names(self.scope.figures))

    def _phrase(self, name: str, local: Mapping[str, Any], said: Said) -> None:
        try:
            sayable = self._templates.phrase(name)
            if takes := sayable.phrase.takes:
                local = {**takes, **local}
            if sayable.each is None:
                self._once(name, sayable, local, said)
            else:
                self._each(name, sayable, sayable.each(self.scope, local), local, said)
        except (NarratorError, *FAULTS) as error:
            if isinstance(error, PhrasebookError) and error.findings:
                raise
            raise self._unsayable(name, error) from error

    def _unsayable(self, name: str, error: Exception) -> PhrasebookError:
        """That a phrase cannot be said, and where it is written."""
        why = str(error) if isinstance(error, NarratorError) else f"里面的名称或条件用在了不合适的地方（{error}）"
        message = f"句子“{name}”说不出来：{why}；{self._advice}"
        return PhrasebookError.of([fault("PHRASE-UNSAYABLE", message, self.edition.sources["phrases"].place(name))])

    def _each(self, name: str, sayable: Sayable, rows: Any, local: Mapping[str, Any], said: Said) -> None:
        """A phrase once for each of its rows; where they are missing, left out if optional, else asked for."""
        phrase = sayable.phrase
        if not is_missing(rows):
            self._rows(name, sayable, rows, local, said)
        elif (asked := phrase.ask.get(phrase.each or "")) and asked.optional:
            self._gaps.dropped(rows)
        else:
            said.texts.append(phrase.before)
            said.run(self._missing(rows))
            said.texts.append(phrase.end)

    def _rows(self, name: str, sayable: Sayable, rows: tuple[Any, ...], local: Mapping[str, Any], said: Said) -> None:
        phrase = sayable.phrase
        for number, row in enumerate(rows, 1):
            last = number == len(rows)
            joint = phrase.last if last and phrase.last is not None else phrase.join
            said.texts.append(phrase.before if number == 1 else joint)
            inner = {"上项": local.get("本项"), "本项": row, "序号": number, "末项": last}
            self._once(name, sayable, {**local, **inner}, said)
        if rows:
            said.texts.append(phrase.end)

    def _once(self, name: str, sayable: Sayable, local: Mapping[str, Any], said: Said) -> None:
        unknown = self._unknown(sayable, local) if sayable.asked else []
        if unknown and (dropped := [wanted for ask, wanted in unknown if ask.optional]):
            self._gaps.dropped(dropped[0])
            return
        case = self._case(sayable.conditions, local) if sayable.conditions else 0
        if case is None:
            self._gaps.undecided(name)
            said.run(placeholder(name))
            return
        self.chosen.add((name, case))
        outer = self._questions
        if unknown:
            self._questions = ({cause(wanted).path: ask.question for ask, wanted in unknown if ask.question}, *outer)
        self._say(sayable.texts[case](self.scope, local), said)
        self._questions = outer

    def _unknown(self, sayable: Sayable, local: Mapping[str, Any]) -> list[tuple[Ask, Missing | Figure]]:
        """What a phrase asks for and the account does not say."""
        asked = ((ask, evaluate(self.scope, local)) for ask, evaluate in sayable.asked)
        return [(ask, wanted) for ask, wanted in asked if is_missing(wanted)]

    def _case(self, conditions: tuple[Evaluate, ...], local: Mapping[str, Any]) -> int | None:
        """The number of the one case that applies, `None` unless it is exactly one."""
        scope = self.scope
        fitting = [i for i, holds in enumerate(conditions) if holds(scope, local)]
        return fitting[0] if len(fitting) == 1 else None

    def _say(self, parts: tuple[Any, ...], said: Said) -> None:
        for part in parts:
            kind = type(part)
            if kind is str:
                said.texts.append(part)
            elif kind is Run:
                said.run(part)
            elif kind is Quoted:
                self._phrase(part.name, part.local, said)
            elif kind is FreeText:
                self._prose(part, said)
            elif kind is tuple:
                self._say(part, said)
            else:
                self._unprintable(part, said)

    def _unprintable(self, part: Any, said: Said) -> None:
        """What is missing is asked for; raises PhrasebookError for anything else that has no text of its own."""
        if is_missing(part):
            said.run(self._missing(part))
        else:
            named = part.figure if isinstance(part, Magnitude) else part
            name = getattr(named, "label", "") or getattr(named, "path", "") or "这里"
            raise PhrasebookError(f"“{name}”打印时没有写明单位，请加 | 万元、| 百分比 或 | 个数")

    def _prose(self, text: FreeText, said: Said) -> None:
        """What staff wrote; figures that it names in braces are printed."""
        for plain, label in passages(text.text):
            said.texts.append(plain)
            if label:
                said.run(self._named(label, text))

    def _named(self, label: str, text: FreeText) -> Run:
        try:
            figure = self.scope.figures[label]
        except UnknownFigure:
            self._gaps.unknown_figure(label, text)
            return placeholder(label)
        return self._missing(figure) if figure.value is None else self._with_unit(figure)

    def _with_unit(self, figure: Figure) -> Run:
        return Run(with_unit(figure, self.edition.settings, self.scope.percent_places), figure)

    def _missing(self, wanted: Missing | Figure) -> Run:
        because = cause(wanted)
        asked = (questions[because.path] for questions in self._questions if because.path in questions)
        question = next(asked, because.question)
        self._gaps.asked(wanted, question)
        return placeholder(question)

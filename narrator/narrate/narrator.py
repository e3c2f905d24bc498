"""The narrator: says an edition's phrases of one account, and notes what it could not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jinja2 import Template

from narrator import amount
from narrator.document import Run
from narrator.errors import PhrasebookError
from narrator.figures import Figure, Figures, FreeText, Missing, UnknownFigure
from narrator.finding import Finding, Level, Place
from narrator.narrate.edition import CompiledPhrase, Edition
from narrator.narrate.language import is_missing, parts
from narrator.narrate.scope import AccountScope, Quoted

NAMED_FIGURE = re.compile(r"[{｛]([^{}｛｝]+)[}｝]")
ENDINGS = "。；，、;,. "


@dataclass(slots=True)
class _Gap:
    """A fact that is missing: its question, whether a sentence was dropped for it, and where it was needed."""

    question: str
    dropped: bool
    paragraphs: list[str] = field(default_factory=list)


class Narrator:
    """Renders phrases to runs; `findings` tells afterwards what was missing."""

    def __init__(self, edition: Edition, figures: Figures) -> None:
        self.edition = edition
        self.scope = AccountScope(edition, figures)
        self._gaps: dict[str, _Gap] = {}
        self._faults: dict[str, Finding] = {}
        self._paragraph = ""
        self._questions: tuple[Mapping[str, str], ...] = ()

    def say(self, name: str, paragraph: str, **local: Any) -> tuple[Run, ...]:
        """The runs of a phrase for the paragraph with this id; empty where an optional fact is missing."""
        self._paragraph = paragraph
        return _joined(self._phrase(self.edition.phrases[name], local))

    def title(self, text: str, paragraph: str) -> tuple[Run, ...]:
        """The runs of a text that the outline writes."""
        self._paragraph = paragraph
        return _joined(self._runs(parts(self.edition.inline[text], self.scope, {})))

    def value(self, expression: str) -> Any:
        """The value of a condition or list that the outline writes."""
        return _only(self.edition.inline[expression], self.scope, {})

    def findings(self) -> tuple[Finding, ...]:
        """What was missing or could not be said, in order of first appearance."""
        return tuple(_gap(path, gap) for path, gap in self._gaps.items()) + tuple(self._faults.values())

    def _phrase(self, phrase: CompiledPhrase, local: Mapping[str, Any]) -> Iterator[Run]:
        local = {**phrase.phrase.takes, **local}
        if phrase.each is None:
            return self._once(phrase, local)
        return self._rows(phrase, _only(phrase.each, self.scope, local), local)

    def _rows(self, phrase: CompiledPhrase, rows: Any, local: Mapping[str, Any]) -> Iterator[Run]:
        if is_missing(rows):
            yield self._missing(rows)
            return
        words = phrase.phrase
        for number, row in enumerate(rows, 1):
            last = number == len(rows)
            before = words.before if number == 1 else words.last if last and words.last is not None else words.join
            yield Run(before)
            yield from self._once(
                phrase, {**local, "上项": local.get("本项"), "本项": row, "序号": number, "末项": last}
            )
        if rows:
            yield Run(words.end)

    def _once(self, phrase: CompiledPhrase, local: Mapping[str, Any]) -> Iterator[Run]:
        questions: dict[str, str] = {}
        for name, template in phrase.asked:
            asked, wanted = phrase.phrase.ask[name], _only(template, self.scope, local)
            if asked.optional and is_missing(wanted):
                self._gap(wanted, dropped=True)
                return
            if asked.question and is_missing(wanted):
                questions[_root(wanted)[0]] = asked.question
        said = self._case(phrase, local)
        if said is None:
            yield self._undecided(phrase)
            return
        outer, self._questions = self._questions, (questions, *self._questions)
        yield from tuple(self._runs(parts(said, self.scope, local)))
        self._questions = outer

    def _case(self, phrase: CompiledPhrase, local: Mapping[str, Any]) -> Template | None:
        fitting = [say for when, say in phrase.cases if when is None or _only(when, self.scope, local)]
        return fitting[0] if len(fitting) == 1 else None

    def _undecided(self, phrase: CompiledPhrase) -> Run:
        message = f"句子“{phrase.name}”没有恰好一种情形适用，请把数据发给维护版式的人，或在 Word 里手工补写"
        self._faults[phrase.name] = Finding(
            code="PHRASE-CASES", level=Level.ERROR, message=message, where=(Place(paragraph=self._paragraph),)
        )
        return Run(f"【待填：{phrase.name}】", placeholder=True)

    def _runs(self, rendered: Iterable[Any]) -> Iterator[Run]:
        for part in rendered:
            if isinstance(part, Run):
                yield part
            elif isinstance(part, str):
                yield Run(part)
            elif isinstance(part, tuple):
                yield from self._runs(part)
            elif isinstance(part, Quoted):
                yield from self._phrase(self.edition.phrases[part.name], part.local)
            elif is_missing(part):
                yield self._missing(part)
            elif isinstance(part, FreeText):
                yield from self._prose(part)
            else:
                raise PhrasebookError(
                    f"“{getattr(part, 'label', part)}”打印时没有写明单位，请加 | 万元、| 百分比 或 | 个数"
                )

    def _prose(self, text: FreeText) -> Iterator[Run]:
        at = 0
        prose = text.text.rstrip(ENDINGS)
        for match in NAMED_FIGURE.finditer(prose):
            yield Run(prose[at : match.start()])
            yield self._named(match[1].strip(), text)
            at = match.end()
        yield Run(prose[at:])

    def _named(self, label: str, text: FreeText) -> Run:
        try:
            figure = self.scope.figures[label]
        except (UnknownFigure, KeyError, IndexError):
            message = f"文字里引用的数“{label}”不存在；请用 narrator figures 查看名称，或改为普通文字"
            where = (text.place or Place(figure=text.path),)
            self._faults[f"{text.path}{label}"] = Finding(
                code="TEXT-FIGURE", level=Level.ERROR, message=message, where=where
            )
            return Run(f"【待填：{label}】", placeholder=True)
        if figure.value is None:
            return self._missing(figure)
        return Run(self._with_unit(figure), figure)

    def _with_unit(self, figure: Figure) -> str:
        settings, value = self.edition.settings, figure.value or Decimal(0)
        if figure.unit == "%":
            return amount.text(value, self.scope.percent_places, trim=settings.percent_trim) + "%"
        places = settings.amounts.places if figure.unit == "万元" else 0
        return amount.text(value, places, trim=settings.amounts.trim) + figure.unit

    def _missing(self, wanted: Missing | Figure) -> Run:
        path, question = _root(wanted)
        question = next((asked[path] for asked in self._questions if path in asked), question)
        self._gap(wanted, question=question)
        return Run(f"【待填：{question}】", placeholder=True)

    def _gap(self, wanted: Missing | Figure, *, question: str = "", dropped: bool = False) -> None:
        path, own = _root(wanted)
        gap = self._gaps.setdefault(path, _Gap(question or own, dropped))
        gap.dropped = gap.dropped and dropped
        if self._paragraph not in gap.paragraphs:
            gap.paragraphs.append(self._paragraph)


def _only(template: Template, scope: AccountScope, local: Mapping[str, Any]) -> Any:
    return parts(template, scope, local)[0]


def _root(wanted: Missing | Figure) -> tuple[str, str]:
    """Where the missing fact would be given, and what it is called: of a figure, its first unknown operand."""
    if isinstance(wanted, Missing):
        return wanted.path, wanted.question
    for operand in wanted.operands:
        if operand.value is None:
            return _root(operand)
    return f"{wanted.reference}（{wanted.label}）", wanted.label


def _gap(path: str, gap: _Gap) -> Finding:
    where = (Place(figure=path), *(Place(paragraph=paragraph) for paragraph in gap.paragraphs))
    if gap.dropped:
        message = f"没有填“{gap.question}”，相应的分句已省略；建议在填报.yaml 补上 {path}"
        return Finding(code="FACT-OPTIONAL", level=Level.ADVICE, message=message, where=where)
    message = f"缺少“{gap.question}”，报告里留有【待填：{gap.question}】；请在填报.yaml 填写 {path}"
    return Finding(code="FACT-MISSING", level=Level.MISSING, message=message, where=where)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs with neighbouring plain texts made one."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        plain = run.figure is None and not run.placeholder
        if plain and joined and joined[-1].figure is None and not joined[-1].placeholder:
            joined[-1] = Run(joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def say_all(edition: Edition, figures: Figures, name: str, **local: Any) -> str:
    """The text of one phrase, for trying it out."""
    return "".join(run.text for run in Narrator(edition, figures).say(name, name, **local))

"""Walks through a passage and says what each number means, by the words before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from narrator.account.names import folded
from narrator.review.audit.grammar import (
    BARE,
    BUDGET,
    CLAUSE,
    COMPLETION,
    SENTENCE,
    SHARE,
    SPENT_OR_BUDGETED,
    Grammar,
    budget_kind,
    grammar,
)
from narrator.review.audit.items import ItemName, item_named
from narrator.review.audit.ledger import Entity, Ledger
from narrator.review.audit.mention import Mention, Role
from narrator.review.audit.numbers import Number, numbers
from narrator.review.audit.passages import Passage

_OF_ITEM = re.compile(r"（项）(?:[：，](?:20\d\d年度?)?)?(?:支出|决算|数)*(?:为|共)?$")
SHORT = 3  # characters of a name that is too common to be sought anywhere


@dataclass
class Walk:
    """Goes through passages in reading order and remembers of what the text speaks."""

    ledger: Ledger
    year: int | None = None
    topic: str = ""
    subject: Entity | None = None
    spoken: tuple[int, int] = (0, 0)  # the passage and the sentence that named the subject
    names: list[ItemName] = field(default_factory=list)
    _known: dict[str, list[tuple[str, Entity]]] = field(default_factory=dict)

    def mentions(self, passages: Iterable[Passage]) -> Iterator[Mention]:
        """The numbers of all passages with their meanings, in order."""
        for passage in passages:
            if passage.topic != self.topic or passage.heading:
                self.topic, self.subject = passage.topic, None
            if not passage.heading:
                yield from _Passage(self, passage).mentions()

    def known(self, topic: str) -> list[tuple[str, Entity]]:
        """The names of a section's entities, the longest first."""
        if topic not in self._known:
            self._known[topic] = sorted(self.ledger.names(topic).items(), key=lambda pair: -len(pair[0]))
        return self._known[topic]


@dataclass
class _Passage:
    """One passage while its numbers are read."""

    walk: Walk
    passage: Passage
    before: int = 0  # where the number before ended
    compared: str = ""  # what the text compares with, 上年 or 预算
    words: Grammar = field(default_factory=grammar)

    def mentions(self) -> Iterator[Mention]:
        text, ledger = self.passage.text, self.walk.ledger
        self.items = list(item_named(self.passage, ledger))
        self.walk.names += self.items
        for number in numbers(text, ledger.reading):
            self._pass_items(number.start)
            yield self._mention(number)
            if number.kind not in ("year", "date", "ordinal", "reference"):
                self.before = number.end
        self._pass_items(len(text))

    def _pass_items(self, end: int) -> None:
        """Speak of the last item named since the number before."""
        for item in self.items:
            if self.before - 1 <= item.start and item.end <= end:
                self._speak(item.entity, item.start)

    def _speak(self, entity: Entity | None, at: int) -> None:
        self.walk.subject, self.walk.spoken = entity, (id(self.passage), self._sentence(at))

    def _sentence(self, at: int) -> int:
        return max((match.end() for match in SENTENCE.finditer(self.passage.text, 0, at)), default=0)

    def _mention(self, number: Number) -> Mention:
        text = self.passage.text
        sentence = self._sentence(number.start)
        mention = Mention(self.passage, number, sentence=sentence)
        left = text[max(self.before, sentence) : number.start]
        for match in self.words.compares.finditer(text, sentence, number.start):
            self.compared = "预算" if match["base"].endswith("预算") else "上年"
        if number.kind == "year":
            mention.role = "year"
        elif number.kind in ("date", "ordinal", "reference", "constant"):
            mention.role = "date" if number.kind == "date" else "constant"
        elif number.kind == "percent":
            self._percent(mention, left)
        elif not self._fact(mention, text[sentence : number.start]):
            if number.kind == "amount" or (self._lacks_unit(number) and BARE.search(left)):
                self._amount(mention, left)
            elif self._lacks_unit(number):
                self._percent(mention, left)
        return mention

    def _lacks_unit(self, number: Number) -> bool:
        """Whether nothing but a mark follows the number."""
        return not number.unit and self.passage.text[number.end : number.end + 1] in "，。；"

    def _fact(self, mention: Mention, left: str) -> bool:
        """Whether the number is a fact that staff supply, said so by the words before it."""
        tail, unit = left[-60:], mention.number.unit
        for words in self.walk.ledger.reading.facts:
            fits = words.amount == (mention.number.kind == "amount")
            if not fits or (words.sections and self.passage.topic not in words.sections):
                continue
            if not words.amount and (not unit or not set(unit) <= set(words.unit + "（）")):
                continue
            if match := words.pattern.search(tail):
                mention.role, mention.fact, mention.label, mention.entity = "fact", words, match[0], Entity(words.fact)
                if words.amount:
                    self._speak(mention.entity, mention.number.start)
                return True
        return False

    def _percent(self, mention: Mention, left: str) -> None:
        if share := SHARE.search(left):
            mention.role, mention.base = "share", (share["whole"] or "").removesuffix("的")
        elif completion := COMPLETION.search(left):
            mention.role, mention.base = "completion", completion["base"] or completion["rate"] or ""
            mention.entity = self.walk.subject
        elif direction := self.words.direction.search(left):
            mention.role, mention.sign = "rate", self.words.sign(direction["first"])
            mention.base, mention.entity = self.compared or "上年", self.walk.subject

    def _amount(self, mention: Mention, left: str) -> None:
        clause = CLAUSE.split(left)[-1]
        if direction := self.words.direction.search(clause):
            self._change(mention, direction["first"], left[: len(left) - len(clause) + direction.start()])
        elif other := "last" if self.words.last.search(clause) else self._other_year(clause):
            mention.role, mention.entity = other, self.walk.subject
        elif _OF_ITEM.search(left) and self.items:
            mention.role, mention.entity, mention.named = "final", self.walk.subject, True
        else:
            self._stock(mention, clause)

    def _change(self, mention: Mention, word: str, before: str) -> None:
        """An amount by which something grew or declined; `before` are the words before the one that says so."""
        entity, *_ = self._named(self.words.compared.sub("", before))
        if spoken := entity or self._spoken(before):
            self._speak(spoken, mention.number.start)
        mention.reason = bool(self.words.reason.search(self.passage.text, mention.sentence, mention.number.start))
        mention.role, mention.sign, mention.named = "change", self.words.sign(word), entity is not None
        mention.base, mention.entity = self.compared or "上年", self.walk.subject

    def _stock(self, mention: Mention, clause: str) -> None:
        """An amount spent, received or budgeted, of what its clause names or of what was named before."""
        entity, rest, name = self._named(clause)
        mention.label = name
        if entity:
            self._speak(entity, mention.number.start)
        elif not self.words.filler.fullmatch(clause):
            return
        said = self.walk.spoken == (id(self.passage), mention.sentence) and SPENT_OR_BUDGETED.search(clause)
        mention.entity, mention.named = self.walk.subject, bool(entity or said)
        if mention.entity is not None:
            budget = BUDGET.search(clause if rest is None else rest)
            mention.role, mention.base = ("budget", budget_kind(budget[0])) if budget else ("final", "")

    def _other_year(self, clause: str) -> Role | None:
        """What an amount is that is said to be of another year than the report's: last year's, or not understood."""
        years = {int(year) for year in re.findall(r"20\d\d(?=年)", clause)} if self.walk.year else set()
        if not years or self.walk.year in years:
            return None
        return "last" if max(years) == (self.walk.year or 0) - 1 else "open"

    def _spoken(self, words: str) -> Entity | None:
        """Who is named last in these words, wherever it is."""
        plain = folded(words)
        named = [(name, entity) for name, entity in self.walk.known(self.passage.topic) if len(name) > SHORT]
        found = [(plain.rfind(name) + len(name), entity) for name, entity in named if name in plain]
        return max(found, key=lambda pair: pair[0], default=(0, None))[1]

    def _named(self, words: str) -> tuple[Entity | None, str | None, str]:
        """Whose name ends these words, what stands after it, and the name; none, too, where 支出 is of an item."""
        plain, subject = folded(words), self.walk.subject
        if subject and subject.is_item and self.words.filler.fullmatch(plain):
            return None, None, ""
        for name, entity in self.walk.known(self.passage.topic):
            at = plain.rfind(name)
            if at >= 0 and self.words.filler.fullmatch(rest := plain[at + len(name) :]):
                return entity, rest, name
        return None, None, ""

"""Walks through a passage and says what each number means, by the words before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from narrator.account.names import folded
from narrator.review.audit.items import ItemName, item_named
from narrator.review.audit.ledger import Entity, Ledger
from narrator.review.audit.mention import Mention
from narrator.review.audit.numbers import Number, numbers
from narrator.review.audit.passages import Passage

SHORT = 3  # characters of a name that is too common to be sought anywhere
_UP = "增加|增长|上升|提高|提升|增幅|新增|多支出|增"
_DOWN = "减少|下降|降低|压减|减幅|降幅|减"
_DIRECTION = re.compile(f"(?P<first>{_UP}|{_DOWN})(?:（(?:{_UP}|{_DOWN})）)?(?:了|额|约|为|达|数|率|幅度|共|共计)*$")
_FILLER = re.compile(
    r"(?:（[类款项]）|财政拨款|本年度?|当年|其中|支出?|全年|年初|调整后?|年度|实际|支出|收入|经费|费用|开支|决算|预算|执行|安排|批复"
    r"|数额|数|总额|金额|资金|合计|共计|总计|共|达到|达|约|为|是|各|了|累计|完成|的|：|—|-)*"
)
_BUDGET = re.compile(r"(年初|全年|调整后?|追加后|年度)?(?:支出|收入)?预算")
_SHARE = re.compile(
    r"(?:占(?P<whole>[^，。；：占]{0,30}?)(?:的)?(?:比例|比重|比率|比)?(?:约|为|达|是)?|(?:占比|比重)(?:约|为|达)?)$"
)
_COMPLETION = re.compile(
    r"(?:完成(?:了)?(?P<base>[^，。；：完]{0,8}?预算)(?:数)?(?:的)?(?:比例|比率)?(?:约|为|达)?"
    r"|(?P<rate>[^，。；：]{0,8}预算|)(?:完成|执行)率(?:约|为|达到?)?)$"
)
_LAST = re.compile(r"(?:上年|上一年度?|去年|[较比与]20\d\d年度?)(?:决算|支出|收入|实际)*(?:数)?(?:的|为|是)?$")
_COMPARES = re.compile(r"[与比较同](?P<base>[^，。；与比较]{0,30}?(?:上年|上一年?度?|去年|20\d\d年度?|预算))")
_COMPARED = re.compile(
    r"[与比较同][^，。；]{0,20}?(?:上年度?|上一年?度?|去年|20\d\d年度?|预算)(?:决算)?(?:数)?(?:相比)?，?$"
)
_CLAUSE = re.compile(r"[，；。：]")
_BARE = re.compile(r"(?:决算|预算)(?:数)?为?$")
_REASON = re.compile(r"原因|主要是|因为|由于|其中主要")
_SENTENCE = re.compile(r"。")


@dataclass
class Walk:
    """Goes through passages in reading order and remembers of what the text speaks."""

    ledger: Ledger
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
        return max((match.end() for match in _SENTENCE.finditer(self.passage.text, 0, at)), default=0)

    def _mention(self, number: Number) -> Mention:
        text = self.passage.text
        sentence = self._sentence(number.start)
        mention = Mention(self.passage, number, sentence=sentence)
        left = text[max(self.before, sentence) : number.start]
        for match in _COMPARES.finditer(text, sentence, number.start):
            self.compared = "预算" if match["base"].endswith("预算") else "上年"
        if number.kind == "year":
            mention.role = "year"
        elif number.kind in ("date", "ordinal", "reference", "constant"):
            mention.role = "date" if number.kind == "date" else "constant"
        elif number.kind == "percent":
            self._percent(mention, left)
        elif not self._fact(mention, text[sentence : number.start]):
            if number.kind == "amount" or (self._lacks_unit(number) and _BARE.search(left)):
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
            if not words.amount and (not unit or not set(unit) & set(words.unit)):
                continue
            if match := words.pattern.search(tail):
                mention.role, mention.fact, mention.label = "fact", words, match[0]
                mention.entity = Entity(words.fact)
                if words.amount:
                    self._speak(mention.entity, mention.number.start)
                return True
        return False

    def _percent(self, mention: Mention, left: str) -> None:
        if share := _SHARE.search(left):
            mention.role, mention.base = "share", (share["whole"] or "").removesuffix("的")
        elif completion := _COMPLETION.search(left):
            mention.role, mention.base = "completion", completion["base"] or completion["rate"] or ""
            mention.entity = self.walk.subject
        elif direction := _DIRECTION.search(left):
            mention.role, mention.sign = "rate", _sign(direction["first"])
            mention.base, mention.entity = self.compared or "上年", self.walk.subject

    def _amount(self, mention: Mention, left: str) -> None:
        clause = _CLAUSE.split(left)[-1]
        start = mention.number.start
        if direction := _DIRECTION.search(clause):
            words = left[: len(left) - len(clause) + direction.start()]
            entity, *_ = self._named(_COMPARED.sub("", words))
            if spoken := entity or self._spoken(words):
                self._speak(spoken, start)
            mention.reason = bool(_REASON.search(self.passage.text, mention.sentence, start))
            mention.role, mention.sign, mention.named = "change", _sign(direction["first"]), entity is not None
            mention.base, mention.entity = self.compared or "上年", self.walk.subject
            return
        if clause.endswith("（项）") and self.items:
            mention.role, mention.entity, mention.named = "final", self.walk.subject, True
            return
        if _LAST.search(clause):
            mention.role, mention.entity = "last", self.walk.subject
            return
        entity, rest, name = self._named(clause)
        mention.label = name or clause[-20:]
        if entity:
            self._speak(entity, start)
        elif not _FILLER.fullmatch(clause):
            return
        rest = clause if entity is None else rest
        said = self.walk.spoken == (id(self.passage), mention.sentence) and re.search("决算|预算", clause)
        mention.entity, mention.named = self.walk.subject, bool(entity or said)
        if mention.entity is None:
            return
        budget = _BUDGET.search(rest or "")
        if budget:
            mention.role, mention.base = "budget", _budget(budget[0])
        else:
            mention.role = "final"

    def _spoken(self, words: str) -> Entity | None:
        """Who is named last in these words, wherever it is."""
        plain = folded(words)
        named = [(name, entity) for name, entity in self.walk.known(self.passage.topic) if len(name) > SHORT]
        found = [(plain.rfind(name) + len(name), entity) for name, entity in named if name in plain]
        return max(found, key=lambda pair: pair[0], default=(0, None))[1]

    def _named(self, words: str) -> tuple[Entity | None, str | None, str]:
        """Whose name ends these words, what stands after it, and the name; none where no name does."""
        plain = folded(words)
        for name, entity in self.walk.known(self.passage.topic):
            at = plain.rfind(name)
            if at >= 0 and _FILLER.fullmatch(rest := plain[at + len(name) :]):
                return entity, rest, name
        return None, None, ""


def _sign(word: str) -> int:
    return 1 if re.fullmatch(_UP, word) else -1


def _budget(words: str) -> str:
    if words.startswith("年初"):
        return "年初预算"
    return "全年预算" if words.startswith(("全年", "调整", "追加")) else "预算"

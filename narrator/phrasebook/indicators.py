"""indicators.yaml: the annex 部门整体支出绩效自评表, its indicators with weights, figures and rules for scores."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from narrator.phrasebook.phrase import Data, Say
from narrator.phrasebook.table_layout import LANDSCAPE_WIDTH

COLUMNS = 7
Points = Annotated[Decimal, Field(ge=0)]
Positive = Annotated[Decimal, Field(gt=0)]


class Limit(Data):
    """A limit that a value keeps: `at_most` or `at_least`, in the figure's unit."""

    at_most: Decimal | None = None
    at_least: Decimal | None = None

    @property
    def limited(self) -> int:
        """How many limits are written."""
        return (self.at_most is not None) + (self.at_least is not None)


class Deduction(Limit):
    """Full points within the limit; `points` off for every full `per` (percentage points) beyond, never below 0."""

    points: Positive
    per: Positive = Decimal(1)

    @model_validator(mode="after")
    def _has_one_limit(self) -> Self:
        if self.limited != 1:
            raise ValueError("at_most、at_least 须恰有一个")
        return self


class Band(Limit):
    """Points for a value within the limit; without a limit, for every value that no earlier band has."""

    points: Points


class ScoreRule(Data):
    """How a value is scored: exactly one of `deduct`, `bands`, `in_proportion_to` (full points from this value on)."""

    deduct: Deduction | None = None
    bands: tuple[Band, ...] = ()
    in_proportion_to: Positive | None = None

    @model_validator(mode="after")
    def _is_one_rule(self) -> Self:
        if bool(self.deduct) + bool(self.bands) + bool(self.in_proportion_to) != 1:
            raise ValueError("deduct、bands、in_proportion_to 须恰有一个")
        if self.bands:
            self._bands_are_in_order()
        return self

    def _bands_are_in_order(self) -> None:
        *limited, rest = self.bands
        highest = [band.at_most for band in limited if band.at_most is not None]
        lowest = [band.at_least for band in limited if band.at_least is not None]
        if rest.limited or any(band.limited != 1 for band in limited) or (highest and lowest):
            raise ValueError("bands 里都写 at_most 或都写 at_least，只有最后一档不写（其余）")
        if highest != sorted(set(highest)) or lowest != sorted(set(lowest), reverse=True):
            raise ValueError("bands 的 at_most 应由小到大，at_least 应由大到小")


class Nothing(Data):
    """What is printed and scored where both operands are 0, such as no carry-over in either year."""

    say: Say
    points: Points


class Indicator(Data):
    """An indicator: its groups (一级、二级), weight and explanation; without a figure people judge it.

    `figure` is a figure's label and `score` its rule, written both or neither.
    """

    group: tuple[str, str]
    weight: Positive
    explain: Say
    figure: str | None = None
    score: ScoreRule | None = None
    if_nothing: Nothing | None = None

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if (self.figure is None) != (self.score is None) or (self.if_nothing and not self.figure):
            raise ValueError("figure 与 score 须同时写或都不写，if_nothing 只与 figure 同写")
        bands = self.score.bands if self.score else ()
        if max([band.points for band in bands] + [self.if_nothing.points if self.if_nothing else 0]) > self.weight:
            raise ValueError(f"得分不能高于分值{self.weight}")
        return self


class Words(Data):
    """How rules are told in the column of explanations: {目标}, {分值}, {每}, {扣}, {得分} stand for a rule's numbers.

    `judged_value` and `undefined` stand in the column of values, for what people judge and for a rate over 0.
    """

    at_most: str
    at_least: str
    band_at_most: str
    band_at_least: str
    band_rest: str
    in_proportion: str
    judged: str
    judged_value: str
    undefined: str


class Indicators(Data):
    """The annex: its columns with widths in mm, the words for rules and the total, and indicators by name.

    The weights sum to `full`.
    """

    landscape: bool = True
    columns: tuple[str, ...] = Field(min_length=COLUMNS, max_length=COLUMNS)
    widths: tuple[float, ...] = Field(min_length=COLUMNS, max_length=COLUMNS)
    total: str
    full: Positive = Decimal(100)
    words: Words
    notes: tuple[Say, ...] = ()
    indicators: Mapping[str, Indicator]

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        weights = sum((indicator.weight for indicator in self.indicators.values()), Decimal(0))
        if weights != self.full:
            raise ValueError(f"各指标的分值合计为{weights}，应等于 full 的{self.full}")
        if sum(self.widths) > LANDSCAPE_WIDTH:
            raise ValueError(f"widths 之和超过 {LANDSCAPE_WIDTH:g} 毫米")
        return self

    def in_order(self) -> tuple[tuple[str, Indicator], ...]:
        """Indicators by group, the groups in the order in which they first appear."""
        named = list(self.indicators.items())
        first = {group: i for i, group in reversed(list(enumerate(each.group[0] for _, each in named)))}
        second = {group: i for i, group in reversed(list(enumerate(each.group for _, each in named)))}
        return tuple(sorted(named, key=lambda pair: (first[pair[1].group[0]], second[pair[1].group])))

"""edition.yaml and glossary.yaml: what an edition is, how it prints numbers, what it calls things."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Self

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from narrator.account import TableId
from narrator.amount import is_number
from narrator.errors import PhrasebookError
from narrator.phrasebook.phrase import Data, Say

GLOSSARY = "名词"
"""What phrases call the list of terms that the glossary explains."""


class AmountStyle(Data):
    """How 万元 are printed in text: decimals, without trailing zeros, with a comma before every three digits."""

    places: int = 2
    trim: bool = False
    thousands: bool = False


class Magnitudes(Data):
    """From when on an amount that staff gave is doubted beside the one that it is compared with.

    `unit` is how many times 元 a 万元 is, `slack` how many times more or less than that still looks like it,
    `far` how many times as much is out of proportion, where the difference is `smallest` 万元 at least.
    """

    unit: Decimal = Decimal(10000)
    slack: Decimal = Decimal(5)
    far: Decimal = Decimal(5)
    smallest: Decimal = Decimal(10)


class Directions(Data):
    """The words for more and the words for less, which must agree with the sign of the number after them."""

    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()


def _not_a_choice(name: str, choices: Mapping[str, tuple[str, ...]]) -> InitErrorDetails:
    said = (
        f"“{name}”只能是：{'、'.join(choices[name])}"
        if name in choices
        else f"没有“{name}”这项；可用：{'、'.join(choices)}"
    )
    return InitErrorDetails(
        type=PydanticCustomError("value_error", "{error}", {"error": said}), loc=(name,), input=None
    )


class Settings(Data):
    """edition.yaml: what the edition is, how it prints numbers and counts headings, what its tables are known by.

    `policies` and `thresholds` are named values that conditions may ask for, `choices` what a policy may be;
    `unconfirmed` says what of the edition no source confirms.
    """

    title: str
    region: str
    year: int
    extends: str | None = None
    source: str | None = None
    unconfirmed: tuple[str, ...] = ()
    amounts: AmountStyle = AmountStyle()
    magnitudes: Magnitudes = Magnitudes()
    directions: Directions = Directions()
    percent_places: int = 1
    percent_trim: bool = False
    numbering: tuple[str, ...]
    form_numbers: bool
    titles: Mapping[TableId, str] = Field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    policies: Mapping[str, str] = Field(default_factory=dict)
    thresholds: Mapping[str, Decimal] = Field(default_factory=dict)

    @field_validator("policies")
    @classmethod
    def _chosen_from_choices(cls, policies: Mapping[str, str], told: ValidationInfo) -> Mapping[str, str]:
        choices = told.data.get("choices", {})
        if wrong := [name for name, chosen in policies.items() if chosen not in choices.get(name, ())]:
            raise ValidationError.from_exception_data(cls.__name__, [_not_a_choice(name, choices) for name in wrong])
        return policies

    @property
    def named(self) -> Mapping[str, str | Decimal]:
        """Policies and thresholds by name."""
        return {**self.policies, **self.thresholds}

    def with_named(self, chosen: Mapping[str, str]) -> Self:
        """With other policies and thresholds; raises PhrasebookError for names and values that there are not."""
        if wrong := next(self._wrong(chosen), None):
            raise PhrasebookError(f"policies 里{wrong}")
        thresholds = {name: Decimal(value) for name, value in chosen.items() if name in self.thresholds}
        policies = {name: value for name, value in chosen.items() if name not in self.thresholds}
        update = {"policies": {**self.policies, **policies}, "thresholds": {**self.thresholds, **thresholds}}
        return self.model_copy(update=update)

    def _wrong(self, chosen: Mapping[str, str]) -> Iterator[str]:
        for name, value in chosen.items():
            if name not in self.named:
                yield f"没有“{name}”这项；可用：{'、'.join(self.named)}"
            elif name in self.thresholds and not is_number(value):
                yield f"的“{name}”应写数字，写的是“{value}”"
            elif value not in self.choices.get(name, (value,)):
                yield f"的“{name}”只能是：{'、'.join(self.choices[name])}"


class Glossary(Data):
    """glossary.yaml: the form's own terms and what they mean, in order."""

    terms: Mapping[str, Say]

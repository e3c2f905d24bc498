"""Reasons that a form's threshold asks for, beyond those that its phrases ask for where they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from narrator.amount import text
from narrator.figures import Figure, Figures, Missing
from narrator.finding import Finding, Level, Place

CODE = "REASON-NEEDED"
THRESHOLD = "原因起点"  # per cent, among an edition's thresholds; without it only from and to zero
COMPARED = (
    "收支总计",
    "财政拨款收支总计",
    "一般公共预算支出",
    "三公经费支出",
    "因公出国费",
    "公务用车费",
    "公务接待费",
)


def reasons_wanted(figures: Figures, threshold: Decimal | None, told: Iterable[Finding]) -> Iterator[Finding]:
    """A finding for all changes beyond the threshold, or from or to zero, that lack a reason not yet asked for.

    Only changes that the report speaks of: those that its figures have been asked for.
    """
    asked = {place.figure for finding in told for place in finding.where}
    said = [label for label in COMPARED if figures.computed(f"{label}增减")]
    missing = {label: figures.reason(label) for label in said if _passes(figures, label, threshold)}
    wanted = {
        label: reason for label, reason in missing.items() if isinstance(reason, Missing) and reason.path not in asked
    }
    if wanted:
        changes = "；".join(_told(figures, label) for label in wanted)
        limit = f"变动超过{threshold.normalize():f}%，或" if threshold else ""
        limit = "比上年有增减" if threshold == 0 else f"{limit}由0变为有、由有变为0"
        message = f"{limit}的，应说明原因：{changes}。请在填报的“增减原因”里补写。"
        places = figures.account.places
        where = (
            *filter(None, (figures[label].place for label in wanted)),
            *(places.get(reason.path, Place(figure=reason.path)) for reason in wanted.values()),
        )
        yield Finding(code=CODE, level=Level.NOTICE, message=message, where=where)


def _passes(figures: Figures, label: str, threshold: Decimal | None) -> bool:
    now, before, rate = (_value(figures[name]) for name in (label, f"上年{label}", f"{label}增减率"))
    if now is None or before is None or now == before:
        return False
    return not now or not before or (threshold is not None and rate is not None and abs(rate) > threshold)


def _told(figures: Figures, label: str) -> str:
    now, before = (_value(figures[name]) or Decimal(0) for name in (label, f"上年{label}"))
    return f"{label}上年{text(before, 2)}万元，本年{text(now, 2)}万元"


def _value(figure: Figure) -> Decimal | None:
    return figure.value

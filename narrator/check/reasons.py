"""Reasons: whether they say something, point the right way, and explain the amount that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from narrator.account import Account
from narrator.account.facts import Reason
from narrator.amount import text as printed
from narrator.check.empty import placeholders, says_nothing
from narrator.check.prose import Prose, amounts, reasons
from narrator.check.rule import Claims, Remark, rule
from narrator.figures import Figure, Figures
from narrator.figures.explained import leaves
from narrator.finding import Level, Place
from narrator.last import kept_for_last

SHORTEST = 4  # characters that can be a reason
MORE = ("增加", "增长", "上升", "提高", "新增", "增大", "追加", "上涨", "扩大", "调增")
LESS = ("减少", "下降", "降低", "压缩", "压减", "缩减", "减退", "节约", "节省", "取消", "调减", "减支")
_CENT_BOUND = Decimal("0.005")
_WORD = re.compile(f"(?<![未没不无])(?<!没有)({'|'.join((*MORE, *LESS))})")
_CLAUSE = re.compile(r"[，,；;。、]")


class Explained(NamedTuple):
    """A reason as passage, and the differences that it stands for, those that are known and not zero."""

    prose: Prose
    differences: tuple[Figure, ...]


@rule("REASON-JUNK")
def reasons_say_something(account: Account) -> Claims:
    """增减和差异的原因应写明具体情况。"""
    for passage in reasons(account):
        plain = re.sub(r"[\W_]", "", passage.text)
        if placeholders(passage.text):
            continue
        if says_nothing(passage.text):
            message = (
                f"{passage.name}只写了“{passage.text[:20]}”，不成原因，定稿前须改写。请写明是什么增加或减少、为什么。"
            )
            yield Remark(Level.MISSING, message, (passage.place,))
        elif len(plain) < SHORTEST:
            message = f"{passage.name}“{passage.text}”只有{len(plain)}个字，一般不少于{SHORTEST}个字。请写得具体一些。"
            yield Remark(Level.NOTICE, message, (passage.place,))


@rule("REASON-DIRECTION")
def reasons_point_the_right_way(account: Account) -> Claims:
    """增加的原因不应只说减少，减少的原因不应只说增加。"""
    for reason in _explained(account):
        words = set(_WORD.findall(reason.prose.text))
        for wrong, way, figures in (
            (words & set(LESS) and not words & set(MORE), "增加", [f for f in reason.differences if _value(f) > 0]),
            (words & set(MORE) and not words & set(LESS), "减少", [f for f in reason.differences if _value(f) < 0]),
        ):
            if wrong and figures:
                told = "、".join(f"{figure.label} {_printed(_value(figure))}万元" for figure in figures)
                said = "、".join(sorted(words))
                message = (
                    f"{reason.prose.name}只说了“{said}”，它要说明的却是{way}：{told}。请核对原因是否写反或放错了地方。"
                )
                yield Remark(Level.NOTICE, message, (reason.prose.place, *_given(figures)))


@rule("REASON-AMOUNTS")
def amounts_in_reasons_explain_the_difference(account: Account) -> Claims:
    """原因里写出的金额之和，应等于它所说明的差额。"""
    for reason in _explained(account):
        differences = {_value(figure) for figure in reason.differences}
        explained = [_stated(reason.prose.text, difference) for difference in differences]
        wanted = [*differences, sum(differences)]
        stated, number = explained[0] if explained else (Decimal(0), 0)
        if number and not any(abs(sum_ - want) <= _CENT_BOUND * (n + 2) for sum_, n in explained for want in wanted):
            yield _unexplained(reason, stated, _CENT_BOUND * (number + 2))


@rule("REASON-PARTS")
def parts_in_reasons_sum_to_their_total(account: Account) -> Claims:
    """原因里“其中”之后的各项金额之和，应等于“其中”之前的金额。"""
    for passage in reasons(account):
        for sentence in passage.text.split("。"):
            before, _, after = sentence.partition("其中")
            whole, parts = amounts(before)[-1:], amounts(after)
            total = sum((part.value for part in parts), Decimal(0))
            allowed = _CENT_BOUND * (len(parts) + 1)
            if whole and len(parts) > 1 and abs(total - whole[0].value) > allowed:
                sides = (
                    f"“其中”之后的{len(parts)}项合计{_printed(total)}万元，之前的金额是{_printed(whole[0].value)}万元"
                )
                gap = f"相差{_printed(abs(total - whole[0].value))}万元（允许{allowed.normalize():f}）"
                yield Remark(
                    Level.NOTICE, f"{passage.name}里{sides}，{gap}。请补全各项，或核对金额。", (passage.place,)
                )


@kept_for_last
def _explained(account: Account) -> list[Explained]:
    figures, facts = Figures(account), account.facts
    given = {f"增减原因.{i}.原因": (reason, "增减") for i, reason in enumerate(facts.change_reasons)}
    budget = "全年差额" if facts.full_budget else "预算差额"
    given |= {f"预决算差异原因.{i}.原因": (reason, budget) for i, reason in enumerate(facts.budget_reasons)}
    passages = reasons(account)
    return [Explained(passage, tuple(_differences(figures, *given[passage.path]))) for passage in passages]


def _differences(figures: Figures, reason: Reason, family: str) -> Iterator[Figure]:
    for label in reason.explains:
        if (found := figures.get(f"{label}{family}")) is not None and found.value:
            yield found


def _unexplained(reason: Explained, stated: Decimal, allowed: Decimal) -> Remark:
    figure = reason.differences[0]
    message = (
        f"{reason.prose.name}里写出的金额合计{_printed(stated)}万元，{figure.label}是{_printed(_value(figure))}万元，"
        f"相差{_printed(abs(stated - _value(figure)))}万元（允许{allowed.normalize():f}）。"
        "请补充说明其余部分的原因，或核对金额。"
    )
    return Remark(Level.NOTICE, message, (reason.prose.place, *_given(reason.differences)))


def _given(figures: Sequence[Figure]) -> tuple[Place, ...]:
    """Where the amounts stand that staff gave, of those that these figures were computed from."""
    found = (leaf for figure in figures for leaf in leaves(figure) if leaf.reference.startswith("填报"))
    return tuple(dict.fromkeys(leaf.place for leaf in found if leaf.place))


def _stated(text: str, difference: Decimal) -> tuple[Decimal, int]:
    """What the amounts of a reason come to, parts after 其中 left out, and how many they are."""
    way = Decimal(1 if difference > 0 else -1)
    total, number = Decimal(0), 0
    for sentence in text.split("。"):
        before, _, after = sentence.partition("其中")
        clause = before if amounts(before) else after
        for amount in amounts(clause):
            way = _way(clause, amount.start, amount.end) or way
            total, number = total + way * amount.value, number + 1
    return total, number


def _way(text: str, start: int, end: int) -> Decimal | None:
    """1 or −1 by the word of direction nearest before an amount in its clause, else after it; `None` without one."""
    words = _WORD.findall(_CLAUSE.split(text[:start])[-1])[-1:] or _WORD.findall(_CLAUSE.split(text[end:])[0])[:1]
    return Decimal(1 if words[0] in MORE else -1) if words else None


def _value(figure: Figure) -> Decimal:
    return figure.value or Decimal(0)


def _printed(value: Decimal) -> str:
    return printed(value, 2)

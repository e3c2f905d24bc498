"""“三公”经费 beyond its sums: numbers that cannot be, guests from abroad among all guests, final against budget."""

from __future__ import annotations

from narrator.account import Account
from narrator.account.names import spoken
from narrator.check.called import table_name
from narrator.check.identity import identity
from narrator.check.rule import CORRECT_FACTS, Claims, Remark, rule
from narrator.check.terms import Term, cell, count, fact, term
from narrator.finding import Level


@rule("FOREIGN-GUESTS", CORRECT_FACTS)
def foreign_guests_are_among_all_guests(account: Account) -> Claims:
    """接待外宾的批次、人次、金额不应大于公务接待的批次、人次、金额。"""
    guests, path = account.facts.three_public.hospitality, "三公经费.公务接待"
    for key, part, whole in (
        ("批次", guests.foreign_groups, guests.groups),
        ("人次", guests.foreign_persons, guests.persons),
    ):
        if part is not None and whole is not None:
            foreign = count(account, f"{path}.外宾{key}", part, f"外宾{key}")
            yield from identity("公务接待", [foreign], [count(account, f"{path}.{key}", whole, key)], "≤")
    if guests.foreign is not None:
        foreign = fact(account, f"{path}.外宾金额", guests.foreign, "外宾金额")
        yield from identity("公务接待", [foreign], [cell(account, "T7", "决算数", "公务接待费")], "≤")


@rule("GROUPS-PERSONS")
def groups_have_persons(account: Account) -> Claims:
    """团组数、批次不应大于人次。"""
    three = account.facts.three_public
    travel, guests = three.overseas_travel, three.hospitality
    for path, key, groups, persons in (
        ("三公经费.因公出国", "团组", travel.groups, travel.persons),
        ("三公经费.公务接待", "批次", guests.groups, guests.persons),
        ("三公经费.公务接待", "外宾批次", guests.foreign_groups, guests.foreign_persons),
    ):
        if groups is not None and persons is not None and groups > persons:
            left = count(account, f"{path}.{key}", groups)
            right = count(account, f"{path}.{key.replace('团组', '人次').replace('批次', '人次')}", persons)
            yield _doubtful(
                f"{spoken(path)}的{key}是{groups}，人次是{persons}，少于{key}。请核对两个数是不是填反了。", left, right
            )


@rule("VEHICLES-BOUGHT")
def vehicles_bought_are_held(account: Account) -> Claims:
    """公务用车购置数一般不应大于年末保有量。"""
    cars = account.facts.three_public.vehicles
    if cars.bought is not None and cars.held is not None and cars.bought > cars.held:
        left = count(account, "三公经费.公务用车.购置数", cars.bought)
        right = count(account, "三公经费.公务用车.保有量", cars.held)
        values = f"公务用车购置{cars.bought}辆，年末保有{cars.held}辆，多出{cars.bought - cars.held}辆"
        yield _doubtful(f"{values}。请核对；年内又处置了车辆的可以保留。", left, right)


@rule("THREE-PUBLIC-BUDGET")
def three_public_stays_within_its_budget(account: Account) -> Claims:
    """“三公”经费各项决算数一般不应大于预算数。"""
    table = account.tables.get("T7")
    budget, final = (table.row("预算数"), table.row("决算数")) if table else (None, None)
    over = [
        (left, right)
        for column in (final.cells if final else ())
        if table and (left := term(table, final, column)) and (right := term(table, budget, column))
        if left.amount > right.amount
    ]
    if table and over:
        told = "；".join(f"{spent.name}决算{spent.told}，预算{planned.told}" for spent, planned in over)
        said = f"{table_name(table)}有{len(over)}项决算大于预算：{told}"
        message = f"{said}。请核对预算数是否为调整后的，属实的应有批准和说明。"
        yield _doubtful(message, *(one for pair in over for one in pair))


@rule("GATHERING-MONEY")
def gatherings_cost_money(account: Account) -> Claims:
    """填报了会议、培训而没有填金额的，基本支出决算表的会议费、培训费不应为0。"""
    facts = account.facts
    for key, given, code in (("会议", facts.meetings, "30215"), ("培训", facts.training, "30216")):
        spent = cell(account, "T6", code, "决算数")
        if given and spent and not spent.amount and all(gathering.amount is None for gathering in given):
            held = count(account, key, len(given))
            values = f"填报了{len(given)}次{key}，没有写金额，而{spent.name}为{spent.told}"
            yield _doubtful(f"{values}。请补填金额（含项目支出中列支的），没有花钱的填0。", held, spent)


def _doubtful(message: str, *terms: Term) -> Remark:
    return Remark(Level.NOTICE, message, tuple(term.place for term in terms))

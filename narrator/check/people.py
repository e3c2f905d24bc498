"""People: heads against the establishment, and against what reasons say about who came and went."""

from __future__ import annotations

import re
from collections.abc import Iterator

from narrator.account import Account
from narrator.check.called import fact_place
from narrator.check.prose import COUNT, Prose, counted, prose, reasons
from narrator.check.rule import Claims, Remark, rule
from narrator.finding import Level

_CHANGE = re.compile(rf"(?:人员|职工|人数|在编|在职)[^，。；\d]{{0,8}}(增加|减少)了?{COUNT}(?:人|名)")
_LEFT = re.compile(rf"(?:退休|调出|调离|离职|辞职|辞退|去世|病故|减员)(?:了|人员|职工)?{COUNT}(?:人|名)")
_CAME = re.compile(rf"(?:调入|新进|新增|招聘|招录|录用|新录用|安置|引进)(?:了|人员|职工)?{COUNT}(?:人|名)")
_HEADS = {
    key: re.compile(rf"{words}(?:为|是|共|共有|有|:)?{COUNT}(?:人|名|个)")
    for key, words in (
        ("编制", "编制(?:人数|数)?"),
        ("在职", "(?:在职|实有|在编|在岗)(?:人员|职工|在编)?(?:人数|数)?"),
        ("退休", "退休(?:人员|职工|人数)"),
    )
}


@rule("STAFF-ESTABLISHMENT")
def heads_fit_the_establishment(account: Account) -> Claims:
    """年末在职人数一般不应大于编制人数。"""
    staff = account.facts.staff
    if staff.on_post is not None and staff.establishment is not None and staff.on_post > staff.establishment:
        message = (
            f"年末在职{staff.on_post}人，编制{staff.establishment}人，超出{staff.on_post - staff.establishment}人。"
            "请核对两个人数的口径；确属超编或含编外人员的可以保留，宜加说明。"
        )
        yield Remark(Level.NOTICE, message, (fact_place(account, "人员.在职"), fact_place(account, "人员.编制")))


@rule("STAFF-CHANGE")
def last_years_heads_fit_the_establishment(account: Account) -> Claims:
    """由在职人数和原因里的人员增减推出的上年人数，一般不应大于编制人数，也不应小于0。"""
    staff = account.facts.staff
    for passage, change in _changes(account):
        if staff.on_post is None or staff.establishment is None:
            continue
        before = staff.on_post - change
        if not 0 <= before <= max(staff.establishment, staff.on_post):
            message = (
                f"{passage.name}写人员{'减少' if change < 0 else '增加'}{abs(change)}人，年末在职{staff.on_post}人，"
                f"推出上年末{before}人，而编制是{staff.establishment}人。请核对人数的口径；编制有调整的可以保留。"
            )
            where = (passage.place, fact_place(account, "人员.在职"), fact_place(account, "人员.编制"))
            yield Remark(Level.NOTICE, message, where)


@rule("STAFF-FLOWS")
def flows_add_up_to_the_change(account: Account) -> Claims:
    """原因里退休、调出、调入等人数之和，应等于所写的人员增减数。"""
    for passage, change in _changes(account):
        left, came = _sum(_LEFT, passage.text), _sum(_CAME, passage.text)
        if (left or came) and came - left != change:
            message = (
                f"{passage.name}写减少的合计{left}人、增加的合计{came}人，净{'增加' if came > left else '减少'}"
                f"{abs(came - left)}人，所写的人员{'减少' if change < 0 else '增加'}是{abs(change)}人。请核对各个人数。"
            )
            yield Remark(Level.NOTICE, message, (passage.place,))


@rule("TEXT-STAFF")
def texts_state_the_heads_given(account: Account) -> Claims:
    """文字里的编制、在职、退休人数应与填报的一致。"""
    staff, passages = account.facts.staff, prose(account, "单位概况", "绩效评价", "其他说明")
    for key, number in (("编制", staff.establishment), ("在职", staff.on_post), ("退休", staff.retired)):
        for passage in passages if number is not None else ():
            if told := {counted(text) for text in _HEADS[key].findall(passage.text)} - {number, None}:
                said = "、".join(f"{count}人" for count in sorted(filter(None, told)))
                message = f"{passage.name}写{key}{said}，“人员”填报为{number}人。请改成一致，或删去文字里的人数。"
                yield Remark(Level.NOTICE, message, (passage.place, fact_place(account, f"人员.{key}")))


def _changes(account: Account) -> Iterator[tuple[Prose, int]]:
    """Each reason that says by how many the staff grew (or, negative, shrank), once for each saying."""
    seen: set[str] = set()
    for passage in reasons(account):
        match = _CHANGE.search(passage.text)
        number = counted(match[2]) if match else None
        if match and number is not None and passage.text not in seen:
            seen.add(passage.text)
            yield passage, number if match[1] == "增加" else -number


def _sum(pattern: re.Pattern[str], text: str) -> int:
    return sum(counted(number) or 0 for number in pattern.findall(text))

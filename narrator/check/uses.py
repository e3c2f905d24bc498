"""What staff wrote that the money of an item was used for, against the names of the items."""

from __future__ import annotations

from narrator.account import Account
from narrator.account.names import folded
from narrator.check.prose import prose
from narrator.check.rule import Claims, Remark, rule
from narrator.finding import Level

_SHORTEST = 4  # characters of a name that says which item is meant


@rule("USE-OTHER-ITEM")
def uses_are_those_of_their_own_item(account: Account) -> Claims:
    """科目的主要用途不应写成另一个科目的。"""
    table = account.tables.get("T5")
    names = {row.code: folded(row.name) for row in (table.rows if table else ()) if len(row.code) == 7}
    for passage in prose(account, "科目用途"):
        code, text = passage.path.rpartition(".")[2], folded(passage.text)
        own, others = names.get(code, ""), [name for other, name in names.items() if other != code]
        named = [name for name in others if len(name) >= _SHORTEST and name in text and name not in own]
        if own and own not in text and named:
            told = "、".join(f"“{name}”" for name in named)
            message = (
                f"科目{code}{own}的用途写的是“{passage.text[:30]}”，提到的是{told}。"
                "请核对是不是写到了别的科目里；确实用于此的可以保留。"
            )
            yield Remark(Level.NOTICE, message, (passage.place,))

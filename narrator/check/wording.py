"""What text should not carry: placeholders, other units and years, a balance that the tables do not have."""

from __future__ import annotations

import re

from narrator.account import Account, Side, TableId
from narrator.account.names import folded, spoken
from narrator.check.called import fact_place
from narrator.check.empty import placeholders
from narrator.check.prose import OPINIONS, REASONS, holding, prose
from narrator.check.rule import Claims, Remark, rule
from narrator.check.terms import cell
from narrator.finding import Level

Line = tuple[TableId, str, str, Side]
OPENING: tuple[Line, ...] = (
    ("T1", "年初结转和结余", "决算数", "收入"),
    ("T4", "年初财政拨款结转和结余", "决算数", "收入"),
)
CLOSING: tuple[Line, ...] = (
    ("T1", "年末结转和结余", "决算数", "支出"),
    ("T4", "年末财政拨款结转和结余", "合计", "支出"),
)
_LATIN = r"(?<![A-Za-z0-9])(?:{})(?![A-Za-z0-9])"
_JOINED = "和与及或各的等直在为由向对从按把将、，。；：（）() "
_PLACE = re.compile("[省市县区州]")  # without which there is none of the names that follow
_UNIT_NAME = re.compile(
    rf"[^\W\d_A-Za-z{_JOINED}全本我该]{{2}}[省市县区州][^\W\d_{_JOINED}]{{1,12}}?(?:局|委员会|中心|研究院|研究所|学院|学校|医院|[^场]所|馆|[车基]?站|支队|大队|[^高初]中学(?![籍生])|[^中]小学(?!生)|幼儿园|大学(?!生))(?!长)"
)
_SELF = re.compile(r"我(?:局|所|中心|委|院|馆|校|站|办(?!公|学|事|理)|厅|大队|支队)(?!有|属|在|示|会|员)")
_BALANCE = re.compile(r"(没有|[无没未])?(?:结转[和及]?结余|结转|结余)")
_LEFT_AT_END = re.compile(r"年末|年底|下年|次年|明年|来年")


@rule("TEXT-PLACEHOLDER")
def texts_have_no_placeholders(account: Account) -> Claims:
    """填报的文字里不应留有待补充、TODO、XX、……一类的占位字样。"""
    for passage in prose(account):
        if found := placeholders(passage.text):
            told = "、".join(f"“{text}”" for text in found)
            message = f"{passage.name}里留有{told}，像是还没有填完，定稿前须改写。请写上实际内容。"
            yield Remark(Level.MISSING, message, (passage.place,))


@rule("TEXT-OTHER-UNIT")
def texts_speak_of_this_unit(account: Account) -> Claims:
    """原因和评价里不应出现其他单位的名称。"""
    known = _known_names(account)
    for passage in (passage for passage in prose(account, *OPINIONS) if _PLACE.search(passage.text)):
        named = [name for name in _UNIT_NAME.findall(passage.text) if not any(_same(name, other) for other in known)]
        if account.unit and named and not passage.path.endswith("依据文件"):
            told = "、".join(f"“{name}”" for name in dict.fromkeys(named))
            message = (
                f"{passage.name}里写了{told}，本单位是“{account.unit}”。请核对是不是从别处抄来的；确有其事的可以保留。"
            )
            yield Remark(Level.NOTICE, message, (passage.place,))


@rule("NAME-OTHER-UNIT")
def names_of_the_unit_are_its_own(account: Account) -> Claims:
    """自称，以及唯一的决算单位，应是本单位。"""
    facts, members = account.facts, account.facts.profile.members or ()
    named = {"自称": facts.own_name} | ({"单位概况.决算单位.0.名称": members[0].name} if len(members) == 1 else {})
    for path, name in named.items():
        plain = re.sub(r"(?:本级|机关)$", "", folded(name or ""))
        if account.unit and _UNIT_NAME.fullmatch(plain) and not _same(plain, folded(account.unit)):
            message = f"{spoken(path)}写的是“{name}”，本单位是“{account.unit}”，是另一个单位的名称。请改成本单位的。"
            yield Remark(Level.ERROR, message, (fact_place(account, path), fact_place(account, "单位")))


@rule("TEXT-SELF-NAME")
def texts_call_the_unit_as_it_calls_itself(account: Account) -> Claims:
    """文字里的“我局”“我所”应与填报的自称一致。"""
    own = account.facts.own_name or ""
    for passage in holding(account, "我") if _SELF.fullmatch(own) else ():
        if others := dict.fromkeys(match[0] for match in _SELF.finditer(passage.text) if match[0] != own):
            told = "、".join(f"“{other}”" for other in others)
            message = f"{passage.name}里写了{told}，自称是“{own}”。请核对是不是从别处抄来的，并改成一致。"
            yield Remark(Level.NOTICE, message, (passage.place, fact_place(account, "自称")))


@rule("TEXT-CARRY-OVER")
def texts_speak_of_balances_that_the_tables_have(account: Account) -> Claims:
    """文字提到使用结转、结余的，表中的结转和结余不应为0。"""
    for passage in holding(account, "结", *REASONS, "项目支出", "其他说明"):
        found = next((match for match in _BALANCE.finditer(passage.text) if not match[1]), None)
        lines = CLOSING if _LEFT_AT_END.search(passage.text) else OPENING
        terms = [term for line in lines if found and (term := cell(account, *line))]
        if found and terms and not any(term.amount for term in terms):
            said = passage.text[max(found.start() - 14, 0) : found.end()]
            zero = "、".join(f"{term.name} {term.told}" for term in terms)
            message = (
                f"{passage.name}写了“{said}”，而{zero}。"
                "请核对：用的是上年结转结余的，应列入表中；是收回后重新安排的，宜写明。"
            )
            yield Remark(Level.NOTICE, message, (passage.place, *(term.place for term in terms)))


def _known_names(account: Account) -> list[str]:
    """The unit, its members and offices, and whatever its own description names, such as its superior."""
    profile = account.facts.profile
    members = [member.name for member in profile.members or ()]
    described = [passage.text for passage in prose(account, "单位概况")]
    return [folded(name) for name in filter(None, (account.unit, *members, *(profile.offices or ()), *described))]


def _same(name: str, known: str) -> bool:
    """Whether a known name or description has this name, also where it leaves the place out (市教育局)."""
    short = re.sub(r"^..(?=[省市县区州])", "", name)
    return name in known or short in known or known in name

"""Names as forms print them, made comparable: numerals, blanks and widths removed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NUMERAL = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[、.．])")


def one_line(text: object) -> object:
    """A text whose clauses stand one a line, joined by nothing; anything else as it is."""
    return "".join(line.strip() for line in text.splitlines()) if isinstance(text, str) else text


@lru_cache(maxsize=16384)  # forms and units share most of their texts
def folded(text: str) -> str:
    """Text without blanks, brackets, quotes and commas in one width: what two spellings of one label share."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u200b“”\"'‘’]", "", text).replace("(", "（").replace(")", "）").replace(",", "，")


@lru_cache(maxsize=16384)
def plain_name(label: str) -> str:
    """A label without numeral and blanks: 五、教育支出 gives 教育支出."""
    return _NUMERAL.sub("", folded(label))


def counted(path: str) -> str:
    """A path of the facts as a reader counts: 会议.0.人数 is 会议（第1项）.人数."""
    return re.sub(r"\.(\d{1,3})(?=\.|$)", lambda match: f"（第{int(match[1]) + 1}项）", path)


_GROUPS = ("三公经费", "单位概况", "绩效评价", "预算绩效管理")  # said by what they hold
_OF_WHAT = {"上年数": "上年{}", "年初预算": "{}的年初预算", "全年预算": "{}的全年预算", "科目用途": "科目{}的用途"}
for _fund in ("政府性基金", "国有资本"):
    _OF_WHAT |= {f"{_fund}{kind}": f"{_fund}{{}}的{kind}" for kind in ("年初预算", "全年预算")}


def spoken(path: str) -> str:
    """A path as staff would say it: 会议.0.金额 is 会议第1项的金额, 三公经费.公务接待.批次 公务接待批次."""
    root, _, rest = path.partition(".")
    if rest and root in _OF_WHAT:
        return _OF_WHAT[root].format(rest)
    said = rest if rest and root in _GROUPS else path
    return re.sub(r"\.(\d{1,3})(\.|$)", _item, said).replace(".", "")


def _item(match: re.Match[str]) -> str:
    return f"第{int(match[1]) + 1}项{'的' if match[2] else ''}"

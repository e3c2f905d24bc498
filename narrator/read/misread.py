"""What is the matter with an answer that was to be a number: one Chinese remark for each kind of slip."""

from __future__ import annotations

import re

from narrator.account.answers import compact

_AMOUNTS = "写成 343.55、343.55万元 或 3435500元"
_OTHERWISE = {
    "金额": f"不是金额，请{_AMOUNTS}",
    "个数": "不是个数，请写成整数，如 13",
    "得分": "不是得分，请写成 0 至 100 的数，如 99.43",
    "百分数": "不是百分数，请写成 0 至 100 的数，如 95 或 95%",
}
_LARGEST = {"金额": 17, "个数": 12, "得分": 3, "百分数": 3}  # digits
_YUAN = f"写了“￥”，单位是元还是万元不清楚，请去掉“￥”，{_AMOUNTS}"
_FULL_STOP = re.compile(r"^-?[\d,]+。\d+\D*$")
_NEGATIVE = re.compile(r"^-\d")
_NUMBER = re.compile(r"^-?(\d+)(?:\.(\d+))?\D*$")
_MOST_DECIMALS = 10


def misread(kind: str, given: str) -> str:
    """What is wrong with a text that is no number of this kind (金额, 个数, 得分, 百分数), and what to write."""
    text = compact(given)
    if "¥" in text:
        return _YUAN if kind == "金额" else "写了“￥”，这里不填金额，请核对"
    if _FULL_STOP.match(text):
        return f"小数点写成了句号“。”，请写成 {text.replace('。', '.')[:30]}"
    if kind != "金额" and _NEGATIVE.match(text):
        return "是负数，这里不能小于 0，请核对"
    return _of_number(kind, text.replace(",", "")) or _OTHERWISE[kind]


def _of_number(kind: str, text: str) -> str:
    """What is wrong with digits, "" where the digits are not what is wrong."""
    match = _NUMBER.match(text)
    if not match:
        return ""
    if len(match[1]) > _LARGEST[kind]:
        return f"太大（整数部分有{len(match[1])}位），请核对是不是多打了数字"
    if match[2] and kind == "个数":
        return "不是整数，请写成整数，如 13"
    return f"小数位太多（{len(match[2])}位），请四舍五入" if match[2] and len(match[2]) > _MOST_DECIMALS else ""

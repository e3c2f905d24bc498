"""What Jinja says of a text that it cannot parse, in Chinese."""

from __future__ import annotations

import re

READINGS = (
    (r"expected token 'end of print statement', got '(.+)'", "“{0}”的前面少了竖线、点号或引号，或多了空格"),
    (r"expected token '(.+)', got '(.+)'", "该写“{0}”的地方写了“{1}”"),
    (r"unexpected '(.+)', expected '(.+)'", "“{0}”之前少了“{1}”"),
    (r"unexpected char ['\"](.)['\"] at \d+", "这里不能用“{0}”，或少了与它成对的；标点、运算符和竖线都用半角"),
    (r"unexpected end of template.*", "没有写完，少了 }}}}"),
    (r"Expected an expression, got '(.+)'", "该写名称的地方写了“{0}”，大括号里不能空着"),
    (r"unexpected 'end of print statement'", "没有写完"),
    (r"unexpected '(.+)'", "多了“{0}”，或少了与它成对的"),
    (r"Missing end of .+", "写了 {{#，却没有 #}}；不需要就删去"),
    (r"expected name or number", "点号后面少了名称"),
    (r"invalid syntax for function call expression", "括号里先写一个数或一行，再写“名称=…”"),
)
TOKENS = {
    "end of print statement": "}}",
    "end of template": "末尾",
    "name": "名称",
    "string": "文字",
    "integer": "数字",
    "float": "小数",
}


def told(message: str) -> str:
    """The message in Chinese; "" for one that is not known."""
    for pattern, words in READINGS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return words.format(*(TOKENS.get(part, part) for part in match.groups()))
    return ""

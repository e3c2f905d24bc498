"""account.json: an account written out earlier, read back as it was."""

from __future__ import annotations

import re
from codecs import BOM_UTF8 as BOM
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from narrator import amount
from narrator.account import Account
from narrator.errors import UnusableInput
from narrator.finding import Finding, Level, Place
from narrator.read.amounts import LIMIT
from narrator.read.characters import cleaned
from narrator.read.safety import read_bytes, refuse

_MOST_TOLD = 20  # findings
_MOST_DECIMALS = 14  # an amount of 元 with ten, in 万元
_ESCAPE = re.compile(rb'\\[^"\\/nt]')
_NUMBERS = bytes.maketrans(b"123456789.+-E", b"000000000000e")
_LONG = (b"0" * 14, b"0e")  # what there is of numbers of many digits in a text translated so
_SAYS = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这个键",
    "unexpected_keyword_argument": "没有这个键",
    "json_invalid": "不是合法的 JSON",
}


def read_saved(path: Path, file: str) -> Account:
    """The account of a JSON file; raises UnusableInput where it does not fit the schema."""
    data = read_bytes(path, file).removeprefix(BOM)
    try:
        account = Account.model_validate_json(data)
    except ValidationError as error:
        faults = error.errors(include_url=False)[:_MOST_TOLD]
        raise UnusableInput(tuple(_finding(file, fault) for fault in faults)) from error
    if _is_suspect(data) and (unfit := next(filter(_is_unfit, _values(account)), None)):
        shown = ascii(unfit) if isinstance(unfit, str) else f"{unfit:.3e}"
        refuse("READ-BAD-JSON", f"“{file}”里的值 {shown[:40]} 含有控制字符，或是大得不可能的数，请改正", file)
    return account


def _finding(file: str, fault: Any) -> Finding:
    at = ".".join(map(str, fault["loc"]))
    says = _SAYS.get(fault["type"], "这个值不合要求")
    message = f"“{file}”{f'的“{at}”' if at else ''}：{says}。请用 narrator read 重新生成这个文件"
    return Finding(code="READ-BAD-JSON", level=Level.ERROR, message=message, where=(Place(file=file),))


def _is_suspect(data: bytes) -> bool:
    """Whether any value may be unfit; few files are, and going through their values takes longer than reading them."""
    numbers = data.translate(_NUMBERS)
    if any(long in numbers for long in _LONG) or _ESCAPE.search(data):
        return True
    return not data.decode().replace("\n", "").isprintable()


def _values(value: object) -> Iterator[object]:
    if isinstance(value, BaseModel):
        value = dict(value)
    elif is_dataclass(value):
        value = {part.name: getattr(value, part.name) for part in fields(value)}
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _values(item)
    else:
        yield value


def _is_unfit(value: object) -> bool:
    if isinstance(value, Decimal):
        return abs(value) >= LIMIT or value != amount.rounded(value, _MOST_DECIMALS)
    return isinstance(value, str) and bool(cleaned(value).refused)

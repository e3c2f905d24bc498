"""Broken inputs of every kind, drawn at random from the real ones, and what reading them must come to."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from functools import cache
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from narrator.account import Account
from narrator.draft import draft
from narrator.errors import NarratorError
from narrator.phrasebook.library import Library, library
from narrator.read import read
from narrator.read.grid import ErrorValue, Grid, Uncomputed
from narrator.read.pieces import Pieces
from narrator.read.sheets import sheets_of
from narrator.read.workbook import clean, read_workbook
from narrator.verbs import saved
from narrator.workbook.new import new
from narrator.workbook.read import read_form
from narrator.write import WRITERS

INPUTS = Path(__file__).parents[1] / "inputs"
UNITS = [INPUTS / "株洲市教育技术装备所-2020", INPUTS / "上海市普陀区财政局-2024"]

ODD_TEXTS = (
    *(
        "",
        " ",
        "无",
        "=1+1",
        "'",
        "项目",
        "合计",
        "科目编码",
        "决算数",
        "预算数",
        "支出",
        "栏次",
        "注：",
        "。",
        "单位：千元",
    ),
    *(
        "1",
        "0",
        "-",
        "——",
        "２０５",
        "205",
        "2050299",
        "1,234.5",
        "1e9",
        "NaN",
        "Infinity",
        "-0.01",
        "#DIV/0!",
        "9" * 400,
    ),
    *(
        "{人员经费}",
        "{",
        "{{",
        "{% x %}",
        "收入支出决算总表",
        "支出决算表",
        "\x07",
        "\u200b",
        "\ud800",
        "\ufffe",
        "yes",
    ),
    *("长" * 5000, "增减" * 3000, "其中" * 50, "上年" * 40 + "收支总计", "2020-01-01", "占基本支出的9%", "XX市XX局"),
    *("2017年增加1万元，其中：2万元；3万元", "退休十人、人员减少九十九人", "比上年减少0.12万元,减少0.1%"),
)
ODD_VALUES = (None, True, 0, -1, 301, 10**12, 10**15, 1e300, -1e-9, 0.1 + 0.2, float("nan"), float("inf"))

odd_text = st.one_of(st.sampled_from(ODD_TEXTS), st.text(max_size=12))
odd_value = st.one_of(
    st.sampled_from(ODD_VALUES),
    odd_text,
    st.floats(),
    st.integers(),
    st.builds(ErrorValue, st.sampled_from(["#N/A", "#REF!"])),
    st.builds(Uncomputed, odd_text),
)
Try = Callable[[], Account]


@cache
def editions() -> Library:
    return library()


@cache
def grids(kind: str, unit: int) -> tuple[Grid, ...]:
    """The sheets of a real unit's tables, or of the form that asks it what they do not say."""
    if kind == "tables":
        return tuple(read_workbook(UNITS[unit] / "公开表.xlsx", "公开表.xlsx")[0])
    with TemporaryDirectory() as folder:
        name, year = UNITS[unit].name.split("-")
        out, last = Path(folder) / "填报.xlsx", Path(folder) / "填报.yaml"
        given = (UNITS[unit] / "填报.yaml").read_text("utf-8")
        last.write_text(given.replace(f"年度: {year}", f"年度: {int(year) - 1}"), "utf-8")
        edition = ("hunan/2020", "shanghai/2024")[unit]
        new(
            name,
            out,
            year=int(year),
            edition=edition,
            tables=UNITS[unit] / "公开表.xlsx",
            last_year=last,
        )
        return tuple(read_workbook(out, "填报.xlsx")[0])


@st.composite
def edited(draw: st.DrawFn, kind: str) -> Try:
    """Real sheets with cells overwritten, emptied, moved, and rows or columns taken out."""
    sheets = [Grid(g.file, g.sheet, dict(g.cells), dict(g.covered)) for g in grids(kind, draw(st.integers(0, 1)))]
    for _ in range(draw(st.integers(1, 8))):
        cells = draw(st.sampled_from([sheet.cells for sheet in sheets if sheet.cells]))
        spot = draw(st.sampled_from(sorted(cells)))
        act = draw(st.sampled_from(("put", "put", "put", "empty", "move", "row", "column", "shift")))
        if act == "put":
            cells[spot] = draw(odd_value)
        elif act == "move":
            cells[draw(st.tuples(st.integers(1, 60), st.integers(1, 14)))] = cells.pop(spot)
        else:
            _take_out(cells, spot, act)
    kept = [sheet for sheet in sheets if sheet.cells and draw(st.integers(0, 9))]
    if draw(st.booleans()):
        kept.reverse()
    return lambda: _account(kind, kept)


def _take_out(cells: dict, spot: tuple[int, int], act: str) -> None:
    row, column = spot
    gone = {"empty": [spot], "row": [s for s in cells if s[0] == row], "column": [s for s in cells if s[1] == column]}
    for one in gone.get(act, ()):
        del cells[one]
    if act == "shift":
        below = {s: cells.pop(s) for s in sorted(cells) if s[1] == column and s[0] >= row}
        cells |= {(r + 1, c): value for (r, c), value in below.items()}
    if not cells:
        cells[spot] = "空"


def _account(kind: str, sheets: list[Grid]) -> Account:
    from narrator.read.identity import Asked

    cleaned = [Grid(s.file, s.sheet, {at: v for at, v in s.cells.items() if v is not None}, s.covered) for s in sheets]
    noticed = [finding for sheet in cleaned for finding in clean(sheet)]
    asked = Asked(2020, "hunan/2020")
    if kind == "tables":
        return Pieces(sheets_of(cleaned, noticed, "公开表.xlsx")).account(asked, [])
    if not cleaned:
        return Account()
    return Pieces(facts=read_form(cleaned, noticed)).account(asked, [])


def _in_file(name: str, data: bytes, *, beside: int | None = None) -> Account:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        if beside is not None:
            shutil.copy(UNITS[beside] / "公开表.xlsx", folder)
        path.write_bytes(data)
        return read(path if beside is None else path.parent, edition="hunan/2020")


PLAIN = re.compile(r"^(\s*(?:- )?[^\s{\[:]+: )[^{\[|\s]")


@st.composite
def yaml(draw: st.DrawFn) -> Try:
    """A real 填报.yaml with values replaced, and now and then lines taken out, doubled, indented or cut."""
    unit = draw(st.integers(0, 1))
    lines = (UNITS[unit] / "填报.yaml").read_text("utf-8").split("\n")
    plain = [number for number, line in enumerate(lines) if PLAIN.match(line)]
    for _ in range(draw(st.integers(1, 8))):
        number, other = draw(st.sampled_from(plain)), draw(odd_text)
        match = PLAIN.match(lines[number])
        start = match[1] if match else "x: "
        lines[number] = start + draw(
            st.sampled_from((quoted(other), quoted(other), f"[{quoted(other)}]", "{a: 1}", ""))
        )
    if draw(st.integers(0, 2)) == 0:
        number = draw(st.integers(0, len(lines) - 1))
        line, other = lines[number], draw(odd_text)
        lines[number : number + 1] = draw(
            st.sampled_from(([""], [line] * 2, [f" {line}"], [line[:4]], [other], [other, line]))
        )
    data = "\n".join(lines).encode("utf-8", "surrogatepass")
    beside = unit if draw(st.integers(0, 9)) == 0 else None
    return lambda: _in_file("填报.yaml", data, beside=beside)


def quoted(text: str) -> str:
    return dumps(text, ensure_ascii=False)


@cache
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(UNITS[0] / "公开表.xlsx") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


XML_BITS = (
    *(b"<", b">", b"/>", b'"', b"&amp;", b"&#0;", b"\xff", b"\x00", b"<!DOCTYPE x>", b"<f>1</f>", b"<v>1e999</v>"),
    *(b'<c r="A1" t="s"><v>99999</v></c>', b'r="XFE1"', b't="e"', b't="d"', b's="9999"', b"rId99", b'ref="A1"'),
    b'<mergeCell ref="B2:A1"/>',
)


@st.composite
def xml(draw: st.DrawFn) -> Try:
    """The real workbook with one of its parts cut, left out, or with bits of XML strewn in."""
    content = dict(parts())
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(content)))
        old = content[name]
        start = draw(st.integers(0, len(old)))
        end = min(len(old), start + draw(st.integers(0, 30)))
        content[name] = old[:start] + draw(st.sampled_from((*XML_BITS, b""))) + old[end:]
        if draw(st.integers(0, 9)) == 0:
            del content[name]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return lambda: _in_file("公开表.xlsx", buffer.getvalue())


@st.composite
def damaged(draw: st.DrawFn) -> Try:
    """The bytes of a real workbook, cut, overwritten or strewn with others; or any bytes at all."""
    data = bytearray((UNITS[draw(st.integers(0, 1))] / "公开表.xlsx").read_bytes())
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(data)))
        data[start : start + draw(st.integers(0, 40))] = draw(st.binary(max_size=20))
    other = draw(st.one_of(st.just(bytes(data)), st.just(bytes(data)), st.binary(max_size=200)))
    name = draw(st.sampled_from(("公开表.xlsx", "公开表.xlsx", "公开表.xlsm", "填报.yaml", "账.json", "公开表.xls")))
    return lambda: _in_file(name, other)


@cache
def account_json(unit: int) -> str:
    return saved(read(UNITS[unit])).decode()


SCALAR = re.compile(r'(?<=: )("[^"]*"|[\d.]+|null|true)')
BITS = ('"', "{", "}", ",", "null", "1e400", '"\\ud800"', "[]", "-1", "99999999999999", "", "true", '"0.001"', '"T1"')


@st.composite
def json(draw: st.DrawFn) -> Try:
    """A real account.json with values replaced, and now and then cut or strewn with bits of JSON."""
    text = account_json(draw(st.integers(0, 1)))
    values = list(SCALAR.finditer(text))
    for match in sorted(draw(st.lists(st.sampled_from(values), max_size=4, unique=True)), key=lambda m: -m.start()):
        other = draw(st.one_of(st.sampled_from(BITS[4:]), odd_text.map(dumps)))
        text = text[: match.start()] + other + text[match.end() :]
    if draw(st.integers(0, 2)) == 0:
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(st.sampled_from(BITS)) + text[start + draw(st.integers(0, 6)) :]
    return lambda: _in_file("account.json", text.encode("utf-8", "surrogatepass"))


KINDS: dict[str, tuple[st.SearchStrategy[Try], int]] = {  # with how many of a hundred inputs are of this kind
    "tables": (edited("tables"), 40),
    "form": (edited("form"), 15),
    "yaml": (yaml(), 25),
    "xml": (xml(), 6),
    "damaged": (damaged(), 9),
    "json": (json(), 5),
}


def outcome(attempt: Try) -> str:
    """ "report" or "message": an account gives a whole report, anything else a message; what else is raised passes."""
    try:
        account = attempt()
    except NarratorError as error:
        assert str(error).strip(), "a refusal without a message"
        return "message"
    found = draft(account, editions())
    assert all(finding.message and finding.code for finding in found.findings)
    if found.document is None or found.edition is None:
        return "message"
    assert WRITERS["docx"](found.document, found.edition.page).startswith(b"PK")
    return "report"

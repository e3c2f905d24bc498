"""The page style of an edition as a style sheet."""

from __future__ import annotations

from collections.abc import Iterator

from narrator.document import Document, TableBlock
from narrator.phrasebook.page_style import ChartLook, PageStyle, ParagraphLook
from narrator.write.grid import twips
from narrator.write.xml import escaped

_FRAME = """\
body { margin: 0; background: #eceef1; color: #000; }
section { box-sizing: border-box; max-width: 100%; margin: 6mm auto; background: #fff; box-shadow: 0 0 2mm #0003; }
h1, h2, h3, h4, p { margin: 0; }
nav a { display: block; color: inherit; text-decoration: none; }
nav a:hover { text-decoration: underline; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
thead { display: table-header-group; }
.new-page { margin-top: 20mm; }
tr { break-inside: avoid; }
.chart { margin: 4mm auto 2mm; text-align: center; }
.chart svg { width: 100%; height: auto; font: 14px sans-serif; overflow: visible; }
.chart path, .chart circle { stroke: #fff; stroke-width: .75; }
mark { background: #ff0; }
.figure { cursor: help; text-decoration: underline dotted #7a9cc6 1px; text-underline-offset: 3px; }
.figure:hover, .figure:focus { background: #e6f0fa; outline: none; box-shadow: 0 0 0 1px #7a9cc6; }
.explained { display: none; position: absolute; z-index: 1; max-width: 130mm; margin-top: 1.6em; padding: 2mm 3mm;
  border: 1px solid #7a9cc6; background: #fff; font: 10.5pt/1.5 sans-serif; text-align: left; text-indent: 0;
  letter-spacing: 0; box-shadow: 0 1mm 3mm #0003; }
.figure:hover + .explained, .figure:focus + .explained, .explained:hover { display: block; }
@media print {
  .figure { text-decoration: none; }
  .explained { display: none !important; }
  body { background: none; }
  section { width: auto !important; min-height: 0 !important; padding: 0 !important; margin: 0; box-shadow: none; }
  .new-page { margin-top: 0; break-before: page; }
  section + section { break-before: page; }
}
"""


def stylesheet(style: PageStyle) -> str:
    """The rules for pages, tables and every entry of the page style."""
    looks = "".join(f".{name} {{ {_look(look, style)} }}\n" for name, look in style.styles.items())
    levels = "".join(
        f"nav .level{level} {{ {_look(style.styles[name], style)} }}\n"
        for level, name in enumerate(style.contents.styles, 1)
    )
    border, padding = _points(style.table.border), _points(style.table.padding)
    cells = f"th, td {{ border: {border} solid #000; padding: 2pt {padding}; font-weight: inherit; }}\n"
    return _FRAME + _pages(style) + cells + looks + levels + "".join(_chart(style.chart))


def _chart(look: ChartLook) -> Iterator[str]:
    yield f".chart {{ max-width: {_points(look.width)}; }}\n"
    for number, color in enumerate(look.colors, 1):
        yield f".chart .part{number} {{ fill: #{color}; }}\n"
    for name, color in zip(("this", "last"), look.colors, strict=False):
        yield f".chart rect.{name} {{ fill: #{color}; }}\n"


def widths(document: Document) -> str:
    """The rules for the columns of every table."""
    tables = (block for block in document.blocks() if isinstance(block, TableBlock))
    return "".join(rule for table in tables for rule in _columns(table))


def _columns(table: TableBlock) -> Iterator[str]:
    widths = twips(table)
    for number, width in enumerate(widths, 1):
        column = f'[id="{escaped(table.id)}"] col:nth-child({number})'
        yield f"{column} {{ width: {100 * width / sum(widths):.2f}%; }}\n"


def _pages(style: PageStyle) -> str:
    rules = ""
    for name, landscape in (("portrait", False), ("landscape", True)):
        (width, height), page = style.sheet(landscape), style.page(landscape)
        margins = " ".join(_points(side) for side in (page.top, page.right, page.bottom, page.left))
        across, down = _points(width), _points(height)
        rules += f"@page {name} {{ size: {across} {down}; margin: {margins}; }}\n"
        rules += f".{name} {{ page: {name}; width: {across}; min-height: {down}; padding: {margins}; }}\n"
    return rules


def _look(look: ParagraphLook, style: PageStyle) -> str:
    instead = style.fonts[look.font].instead
    fonts = ", ".join(f'"{escaped(font)}"' for font in (look.latin or style.latin, look.font, instead))
    rules = {
        "font": f"{'bold' if look.bold else 'normal'} {_points(look.size)}/{_points(look.pitch)} {fonts}, serif",
        "text-align": "justify" if look.align == "both" else look.align,
        "letter-spacing": _points(look.spacing) if look.spacing else "",
        "text-indent": f"{look.indent}em" if look.indent else "",
        "padding": f"{_points(look.before)} 0 {_points(look.after)} {_points(look.left)}" if _spaced(look) else "",
        "display": "flex; justify-content: space-between" if look.tab == "plain" else "",
    }
    return " ".join(f"{name}: {value};" for name, value in rules.items() if value)


def _spaced(look: ParagraphLook) -> bool:
    return bool(look.before or look.after or look.left)


def _points(twips: int) -> str:
    return f"{twips / 20:g}pt"

"""The shell of an edition's Word files: every part but the text, made once by python-docx and kept."""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from narrator import cache
from narrator.phrasebook.page_style import PageStyle
from narrator.write.base_parts import add_base_parts
from narrator.write.comments import PART as COMMENTS
from narrator.write.comments import add_comments_part
from narrator.write.docx_chart import PART as CHART
from narrator.write.docx_chart import add_chart_parts
from narrator.write.package import DYNAMIC, appended
from narrator.write.shell_footers import add_footers
from narrator.write.shell_styles import styles_xml
from narrator.write.xml import DECLARATION, W, escaped

_SOURCES = (
    "shell.py",
    "shell_footers.py",
    "shell_styles.py",
    "package.py",
    "base_parts.py",
    "comments.py",
    "docx_chart.py",
)
_APP = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application><AppVersion>15.0000</AppVersion></Properties>"
)


@lru_cache(maxsize=16)
def shell(style_json: str, comments: bool = False, charts: int = 0) -> bytes:
    """A zip with all static parts for the page style that is given as JSON, from the cache folder if it is there.

    `comments` makes room for a part with comments, `charts` for parts of so many charts.
    """
    key = hashlib.sha256(style_json.encode() + _own_source() + f"{comments:d} {charts}".encode()).hexdigest()
    kept = cache.load(f"{key}.shell")
    if kept is None:
        kept = _made(PageStyle.model_validate_json(style_json), comments, charts)
        cache.keep(f"{key}.shell", kept)
    return kept


def _own_source() -> bytes:
    """What the shell also depends on: this code, python-docx and what deflates it."""
    from importlib.metadata import version

    from deflate import __version__ as deflate

    here = Path(__file__).parent
    return b"".join((here / name).read_bytes() for name in _SOURCES) + f"{version('python-docx')} {deflate}".encode()


def _made(style: PageStyle, comments: bool, charts: int) -> bytes:
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    document.part._styles_part._element = parse_xml(styles_xml(style, document.styles.element))
    _settings(document.settings.element, style)
    _drop_leftovers(document)
    _fonts(document, style)
    add_footers(document, style)
    add_base_parts(document)
    if comments:
        add_comments_part(document)
    add_chart_parts(document, charts)
    saved = io.BytesIO()
    document.save(saved)
    return _static(saved.getvalue(), {*DYNAMIC, COMMENTS, *map(CHART.format, range(1, charts + 1))})


def _drop_leftovers(document: Any) -> None:
    """The template's parts that nothing refers to any more."""
    for part, stale in (
        (document.part, ("/stylesWithEffects", "/customXml", "/numbering", "/webSettings")),
        (document.part.package, ("/thumbnail",)),
    ):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(stale):
                del part.rels[key]


def _settings(settings: Any, style: PageStyle) -> None:
    from docx.oxml import parse_xml

    for child in list(settings):
        settings.remove(child)
    word = "http://schemas.microsoft.com/office/word"
    for xml in (
        'zoom w:percent="100"',
        'defaultTabStop w:val="420"',
        "evenAndOddHeaders",
        'characterSpacingControl w:val="compressPunctuation"',
    ):
        settings.append(parse_xml(f'<w:{xml} xmlns:w="{W}"/>'))
    settings.append(
        parse_xml(
            f'<w:compat xmlns:w="{W}"><w:useFELayout/>'
            f'<w:compatSetting w:name="compatibilityMode" w:uri="{word}" w:val="15"/></w:compat>'
        )
    )
    settings.append(parse_xml(f'<w:themeFontLang xmlns:w="{W}" w:val="en-US" w:eastAsia="{style.language}"/>'))


def _fonts(document: Any, style: PageStyle) -> None:
    """What Word should use where an official font is not installed: altName, charset 86."""
    fonts = "".join(
        f'<w:font w:name="{escaped(name)}"><w:altName w:val="{escaped(font.instead)}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{font.family}"/><w:pitch w:val="default"/></w:font>'
        for name, font in style.fonts.items()
    )
    part = next(r.target_part for r in document.part.rels.values() if r.reltype.endswith("/fontTable"))
    part._blob = f'{DECLARATION}<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'.encode()


def _static(saved: bytes, changing: set[str]) -> bytes:
    """The parts of a saved file that do not change with the text, zipped reproducibly."""
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name not in changing}
    parts["docProps/app.xml"] = _APP.encode()
    return appended(b"", parts)

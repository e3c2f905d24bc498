"""An edition of the phrasebook: settings, outline, phrases, tables, looks, glossary, indicators, loaded strictly."""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache as once
from importlib.metadata import version
from pathlib import Path
from types import CodeType

from narrator import cache
from narrator.errors import PhrasebookError
from narrator.phrasebook.indicators import Indicators
from narrator.phrasebook.language import Language, Numbers
from narrator.phrasebook.layers import Layered
from narrator.phrasebook.models import Models, models, named_nowhere
from narrator.phrasebook.outline import Outline
from narrator.phrasebook.page_style import PageStyle
from narrator.phrasebook.phrase import Phrase
from narrator.phrasebook.settings import Glossary, Settings
from narrator.phrasebook.table_layout import TablesLayout
from narrator.phrasebook.templates import Templates

FILES = {"edition": 2, "outline": 3, "phrases": 1, "tables": 3, "page": 3, "glossary": 2, "indicators": 3}


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """A loaded edition; `sources` holds its merged data with their origins, by kind of file.

    `indicators` is `None` where the edition has no 自评表.
    """

    name: str
    folder: Path
    settings: Settings
    outline: Outline
    phrases: Mapping[str, Phrase]
    tables: TablesLayout
    page: PageStyle
    glossary: Glossary
    indicators: Indicators | None
    templates: Templates
    sources: Mapping[str, Layered]


def edition_from(name: str, folders: Sequence[Path], sources: Mapping[str, Layered]) -> Edition:
    """The edition of these sources, every text compiled and kept; raises PhrasebookError with file and line."""
    from narrator.phrasebook.compiler import Compiler  # these load jinja2: not needed where an edition is kept
    from narrator.phrasebook.cycles import circles
    from narrator.phrasebook.python import compiled

    read = models(sources)
    compiler = Compiler(read.edition, read.outline, read.phrases, sources, _language(read.edition))
    if found := [*compiler.findings(), *named_nowhere(read, sources)]:
        raise PhrasebookError.of(found)
    trees = compiler.trees()
    if found := [*circles(read.phrases, trees, sources["phrases"])]:
        raise PhrasebookError.of(found)
    layers = {kind: [layer.data, layer.origins, layer.removed] for kind, layer in sources.items()}
    code = compiled(trees, read.phrases)
    cache.keep(_key(folders), marshal.dumps([layers, code]))
    return _edition(name, folders[-1], read, code, sources)


def kept_edition(name: str, folders: Sequence[Path]) -> Edition | None:
    """The edition as an earlier process compiled it, `None` where nothing fitting is kept."""
    kept = cache.load(_key(folders))
    if kept is None:
        return None
    layers, code = marshal.loads(kept)
    sources = {kind: Layered(*parts) for kind, parts in layers.items()}
    return _edition(name, folders[-1], models(sources), code, sources)


def _key(folders: Sequence[Path]) -> str:
    """What a kept edition depends on: its files, the code that compiles them, and the libraries."""
    digest = hashlib.sha256(_compiled_by())
    for folder in folders:
        for file in sorted(folder.rglob("*.yaml")):
            digest.update(str(file).encode() + b"\0" + file.read_bytes() + b"\0")
    return f"{digest.hexdigest()}.edition"


@once
def _compiled_by() -> bytes:
    """This code, and the versions of Python and jinja2."""
    package = Path(__file__).parent
    files = sorted([*package.glob("*.py"), *(package.parent / "figures").glob("*.py")])
    return b"".join(file.read_bytes() for file in files) + f"{sys.version} {version('jinja2')}".encode()


def _edition(name: str, folder: Path, read: Models, code: CodeType, sources: Mapping[str, Layered]) -> Edition:
    templates = Templates(_language(read.edition), read.phrases, code)
    pieces = (read.edition, read.outline, read.phrases, read.tables, read.page, read.glossary, read.indicators)
    return Edition(name, folder, *pieces, templates, sources)


def _language(settings: Settings) -> Language:
    amounts = settings.amounts
    return Language(Numbers(amounts.places, amounts.trim, amounts.thousands, settings.percent_trim))

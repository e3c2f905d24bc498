"""The library: editions in a user's own folders and in the phrasebook, and what each extends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from narrator import data_file
from narrator.errors import PhrasebookError
from narrator.finding import Finding
from narrator.marked_yaml import Marked
from narrator.paths import own_phrasebook_folder, phrasebook_folder
from narrator.phrasebook.edition import FILES, Edition, edition_from, kept_edition
from narrator.phrasebook.layers import Layered, laid

NAME = re.compile(r"([\w-]+)/(\d{4})")
WHOLE = ("outline", "phrases", "tables", "page", "glossary")  # files of an edition that extends nothing


@cache
def library(own: Path | None = None) -> Library:
    """The editions of this process, those in a folder of the user's own first; each is loaded once.

    Raises PhrasebookError for a folder that does not exist.
    """
    if own and not own.is_dir():
        raise PhrasebookError(f"没有“{own}”这个文件夹；--phrasebook 应写自己的版式所在的文件夹，里面按“地区/年度”存放")
    if own and (wrong := _misplaced(own)):
        raise PhrasebookError(wrong)
    return Library(own)


def _misplaced(own: Path) -> str:
    """Why a folder of the user's own holds no edition although it looks as if it should; "" where it does."""
    if any(own.glob("*/*/edition.yaml")):
        return ""
    above = next((place for place in ("", "*/") if any(own.glob(f"{place}edition.yaml"))), None)
    if above is not None:
        folder = own.resolve().parent if above else own.resolve().parent.parent
        return f"--phrasebook 应写按“地区/年度”存放版式的那个文件夹，这里是“{folder}”，不是“{own}”"
    return next(map(_without_settings, _incomplete(own)), "")


def _incomplete(own: Path) -> list[Path]:
    """The folders of editions in a folder of the user's own that lack edition.yaml, which makes them none."""
    files = (path for path in sorted(own.glob("*/*/*")) if path.is_dir() or path.suffix in (".yaml", ".yml", ".txt"))
    folders = dict.fromkeys(path.parent for path in files if path.name.split(".")[0] in FILES)
    return [folder for folder in folders if not (folder / "edition.yaml").is_file()]


def _without_settings(folder: Path) -> str:
    called = next((f"“{path.name}”要改名为 edition.yaml" for path in sorted(folder.glob("edition.*"))), "")
    return f"“{folder}”里没有 edition.yaml，不成版式；{called or '请补上（写 title、region、year、extends）'}"


class Library:
    """All editions by name (hunan/2020): a user's own come before those of the program."""

    def __init__(self, own: Path | None = None) -> None:
        self.folders: Sequence[Path] = tuple(
            folder for folder in (own, own_phrasebook_folder(), phrasebook_folder()) if folder
        )
        self._loaded: dict[str, Edition] = {}

    def names(self) -> tuple[str, ...]:
        """The names of all editions, oldest first within a region."""
        files = (file for folder in self.folders for file in folder.glob("*/*/edition.yaml"))
        return tuple(sorted({f"{file.parts[-3]}/{file.parts[-2]}" for file in files}))

    def has(self, name: str) -> bool:
        """Whether there is an edition of this name."""
        return name in self._loaded or name in self.names()

    def admit(self, name: str | None) -> None:
        """Raise PhrasebookError for a name that is neither an edition's nor of the form 地区/年度."""
        if name is not None and name not in self.names() and not NAME.fullmatch(name):
            raise PhrasebookError(f"“{name}”不是版式的名称，应写成“地区/年度”；可用的版式：{'、'.join(self.names())}")

    def incomplete(self) -> dict[str, str]:
        """What lacks edition.yaml and so is no edition, by the name that it would have, and what to do."""
        folders = [folder for own in self.folders for folder in _incomplete(own)]
        found = {f"{folder.parts[-2]}/{folder.parts[-1]}": _without_settings(folder) for folder in reversed(folders)}
        return {name: found[name] for name in sorted(found.keys() - set(self.names()))}

    def unknown(self, name: str) -> str:
        """That no edition has this name, which there are, and what is almost one."""
        incomplete = self.incomplete()
        if name in incomplete:
            return incomplete[name]
        return "；".join((f"没有名为“{name}”的版式；可用的版式：{'、'.join(self.names())}", *incomplete.values()))

    def folder(self, name: str) -> Path:
        """The folder of an edition; raises PhrasebookError for a name that no folder has."""
        for folder in self.folders:
            if name in self.names() and (folder / name / "edition.yaml").is_file():
                return folder / name
        raise PhrasebookError(self.unknown(name))

    def chain(self, name: str) -> tuple[str, ...]:
        """The editions that make up this one, from the one that extends nothing to this one."""
        names = [name]
        while base := _extended(self.folder(names[0])):
            if base == names[0]:
                message = f"“{base}”不能引用自己；要在程序的版式上改，请给自己的换一个地区名称（文件夹和 region 都改）"
                raise self._extends(base, message)
            if base in names:
                raise self._extends(names[0], f"版式互相引用：{'、'.join([base, *names])}；请改 extends")
            if base not in self.names():
                raise self._extends(names[0], self.unknown(base))
            names.insert(0, base)
        return tuple(names)

    def _extends(self, name: str, message: str) -> PhrasebookError:
        place = data_file.parsed(self.folder(name) / "edition.yaml").place("extends")
        return PhrasebookError.of([data_file.fault("EDITION-EXTENDS", message, place)])

    def load(self, name: str) -> Edition:
        """The edition of this name; raises PhrasebookError for an unknown name or with the faults in its files."""
        if name not in self._loaded:
            folders = [self.folder(link) for link in self.chain(name)]
            self._loaded[name] = kept_edition(name, folders) or edition_from(name, folders, _sources(folders))
        return self._loaded[name]

    def sound(self) -> dict[str, Edition]:
        """The editions that load, by name; a broken one does not stand in the way of the others."""
        found: dict[str, Edition] = {}
        for name in self.names():
            with suppress(PhrasebookError):
                found[name] = self.load(name)
        return found


def _extended(folder: Path) -> str | None:
    marked = data_file.parsed(folder / "edition.yaml")
    base = marked.data.get("extends") if isinstance(marked.data, dict) else None
    if not isinstance(base, (str, type(None))):
        message = "extends 只能写一个版式的名称，如 extends: national/2024"
        raise PhrasebookError.of([data_file.fault("EDITION-EXTENDS", message, marked.place("extends"))])
    return base


def _sources(folders: Sequence[Path]) -> dict[str, Layered]:
    """The merged data of each kind of file; raises PhrasebookError with the faults of all files."""
    found: list[Finding] = []
    if len(folders) == 1:
        found += _unfounded(folders[0])
    if found:
        raise PhrasebookError.of(found)
    sources = {kind: laid(_layers(folders, kind, found), depth=depth) for kind, depth in FILES.items()}
    found += [wrong for layer in sources.values() for wrong in layer.faults]
    if found:
        raise PhrasebookError.of(found)
    return sources


def _unfounded(folder: Path) -> Iterator[Finding]:
    """A finding where an edition extends nothing and lacks whole files."""
    missing = [f"{kind}.yaml" for kind in WHOLE if not any(folder.glob(f"{kind}*"))]
    if missing:
        message = f"没有写 extends，又没有 {'、'.join(missing)}；请补上，如 extends: national/2024"
        place = data_file.parsed(folder / "edition.yaml").place("extends")
        yield data_file.fault("EDITION-EXTENDS", message, place)


def _layers(folders: Sequence[Path], kind: str, found: list[Finding]) -> Iterator[Marked]:
    for folder in folders:
        files = sorted((folder / kind).glob("*.yaml")) if (folder / kind).is_dir() else [folder / f"{kind}.yaml"]
        seen: dict[str, Marked] = {}
        for file in filter(Path.is_file, files):
            yield from _layer(file, seen, found)


def _layer(file: Path, seen: dict[str, Marked], found: list[Finding]) -> Iterator[Marked]:
    """The file's data where it is a mapping; a name may stand in only one of the edition's files of its kind."""
    try:
        marked = data_file.parsed(file)
    except PhrasebookError as error:
        found += error.findings
        return
    if not isinstance(marked.data or {}, dict):
        found.append(data_file.fault("EDITION-VALUE", "应写成“名称: 内容”的形式", marked.place("")))
        return
    for key in marked.data or {}:
        if key in seen:
            message = f"“{key}”在 {seen[key].file} 里已有，请只留一处"
            found.append(data_file.fault("EDITION-DOUBLE", message, marked.place(key)))
        seen[key] = marked
    yield marked

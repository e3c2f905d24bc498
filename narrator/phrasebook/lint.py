"""Lint: everything that is wrong with an edition, and what of its own it never uses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from narrator.data_file import fault, parsed
from narrator.errors import PhrasebookError
from narrator.finding import Finding, Level, Place
from narrator.phrasebook.directions import directed
from narrator.phrasebook.edition import FILES, Edition
from narrator.phrasebook.library import Library
from narrator.phrasebook.parsed import parse
from narrator.phrasebook.proof import proved
from narrator.phrasebook.refusal import path_of, paths
from narrator.phrasebook.texts import texts
from narrator.phrasebook.undefined import undefined
from narrator.phrasebook.usage import Usage
from narrator.phrasebook.wording import cut_short, punctuation, typed_numbers

ORDER = list(Level)


def lint(library: Library, name: str) -> tuple[Finding, ...]:
    """What is wrong with an edition, gravest first; raises PhrasebookError for a name that no edition has."""
    library.folder(name)
    try:
        edition = library.load(name)
    except PhrasebookError as error:
        if not error.findings:
            raise
        return error.findings
    usage = Usage(edition)
    proofs = (*_proved(edition, usage), *directed(edition, usage), *undefined(edition, usage))
    own = (*_named(edition), *_undirected(edition), *punctuation(edition), *_unused(edition, usage))
    found = (*usage.findings, *proofs, *own)
    return tuple(sorted(found, key=lambda finding: (ORDER.index(finding.level), *_place(finding))))


def _proved(edition: Edition, usage: Usage) -> Iterator[Finding]:
    """What the proof says, without what cannot be decided for a name that does not fit."""
    misnamed = any(finding.code == "PHRASE-FIELD" for finding in usage.findings)
    for finding in proved(edition, usage):
        if not (misnamed and finding.code == "CASES-UNDECIDED"):
            yield finding


def _place(finding: Finding) -> tuple[str, int]:
    place = finding.where[0]
    return place.file or "", place.line or 0


def _unused(edition: Edition, usage: Usage) -> Iterator[Finding]:
    """What the edition's own files write and nothing uses; what it only inherits, others may use."""
    found = (*_phrases(edition, usage), *_sections(edition, usage), *_values(edition), *_questions(edition, usage))
    for finding in (*found, *_files(edition), *typed_numbers(edition), *cut_short(edition)):
        if (finding.where[0].file or "").startswith(f"{edition.folder}/"):
            yield finding.model_copy(update={"level": Level.NOTICE})


def _files(edition: Edition) -> Iterator[Finding]:
    """Files of other names than the program reads, and a file beside the folder of its kind."""
    read = {kind if (edition.folder / kind).is_dir() else f"{kind}.yaml" for kind in FILES} | {"cases"}
    for path in sorted(edition.folder.iterdir()):
        if path.name not in read and _is_meant(path):
            message = f"“{path.name}”不会被读到；请改名或移到：{'、'.join(sorted(read))}"
            yield fault("UNUSED-FILE", message, Place(file=str(path)))
        for inner in sorted(path.iterdir()) if path.is_dir() and path.name in read else ():
            if inner.suffix != ".yaml" and _is_meant(inner):
                message = f"“{inner.name}”不会被读到；文件名须以 .yaml 结尾，直接放在 {path.name} 文件夹里"
                yield fault("UNUSED-FILE", message, Place(file=str(inner)))


def _is_meant(path: Path) -> bool:
    """Whether someone put a file here to be read: not what a system or an editor leaves, nor a note to readers."""
    return not path.name.startswith((".", "~", "README")) and path.suffix != ".md"


def _named(edition: Edition) -> Iterator[Finding]:
    """A region or a year that is another than that of the edition's folder."""
    region, _, year = edition.name.partition("/")
    for key, chosen, folder in (("region", edition.settings.region, region), ("year", edition.settings.year, year)):
        if str(chosen) != folder:
            message = f"{key} 写的是“{chosen}”，文件夹的名称是“{folder}”；请改成一样的"
            yield fault("EDITION-FOLDER", message, edition.sources["edition"].place(key))


def _undirected(edition: Edition) -> Iterator[Finding]:
    """A finding where there are no words for more, or none for less, so that no direction can be checked."""
    directions = edition.settings.directions
    missing = [key for key, words in (("up", directions.up), ("down", directions.down)) if not words]
    if missing:
        message = (
            f"directions 里没有 {'、'.join(missing)}，增加、减少这类词与数的正负没有核对；"
            "请写上，如 directions: {up: [增加, 增长], down: [减少, 下降]}，或去掉空着的 directions"
        )
        place = parsed(edition.folder / "edition.yaml").place(f"directions.{missing[0]}")
        yield fault("EDITION-DIRECTIONS", message, place)


def _phrases(edition: Edition, usage: Usage) -> Iterator[Finding]:
    for name in edition.phrases.keys() - usage.uses.keys():
        message = f"句子“{name}”没有一处用到；请在 outline.yaml 或别的句子里用它，或删去"
        yield fault("UNUSED-PHRASE", message, edition.sources["phrases"].place(name))


def _sections(edition: Edition, usage: Usage) -> Iterator[Finding]:
    for name in edition.outline.sections.keys() - usage.sections.keys():
        message = f"“{name}”这一节没有排进报告；请列在 parts 或某一节的 sections 里，或删去"
        yield fault("UNUSED-SECTION", message, edition.sources["outline"].place(f"sections.{name}"))


def _values(edition: Edition) -> Iterator[Finding]:
    """Policies, thresholds and values that phrases take, of which no text makes use."""
    used = {name for text in texts(edition.outline, edition.phrases) for name, *_ in _names(edition, text.compiled())}
    for kind in ("policies", "thresholds"):
        for name in getattr(edition.settings, kind).keys() - used:
            message = f"“{name}”没有一句话用到；请在条件里用它，或删去"
            yield fault("UNUSED-VALUE", message, edition.sources["edition"].place(f"{kind}.{name}"))
    for name, phrase in edition.phrases.items():
        for taken in phrase.takes.keys() - used:
            message = f"{name}：takes 里的“{taken}”没有用到；请用它，或删去"
            yield fault("UNUSED-VALUE", message, edition.sources["phrases"].place(f"{name}.takes.{taken}"))


def _questions(edition: Edition, usage: Usage) -> Iterator[Finding]:
    """Questions about facts that neither their phrase nor one within it prints."""
    for name in usage.uses:
        printed = _printed(edition, name, set())
        for path, ask in edition.phrases[name].ask.items():
            if path not in printed and not ask.optional:
                message = f"{name}：ask 里的“{path}”在这句话里没有用到；请用它，或删去"
                yield fault("UNUSED-ASK", message, edition.sources["phrases"].place(f"{name}.ask.{path}"))


def _printed(edition: Edition, name: str, seen: set[str]) -> set[str]:
    """The dotted names in a phrase and in those within it."""
    seen.add(name)
    found = {edition.phrases[name].each or ""}
    for _, said in edition.phrases[name].variants:
        for path in _names(edition, said):
            found.add(".".join(path))
            if path[0] in edition.phrases and path[0] not in seen:
                found |= _printed(edition, path[0], seen)
    return found


def _names(edition: Edition, text: str) -> Iterator[tuple[str, ...]]:
    tree = parse(text)
    yield from (path for node in paths(tree) if (path := path_of(node)))

"""The classification of expenditure: the codes that the phrasebook lists, their names, and where each was seen."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from narrator.account.cells import Model
from narrator.data_file import load
from narrator.paths import phrasebook_folder

Names = Mapping[str, tuple[str, ...]]


class CodeList(Model):
    """Names by code as one source has them; `year` is `None` where the source tells none."""

    source: str
    year: int | None = None
    names: dict[str, str]


class Codes(Model):
    """The listed codes, never all there are; `classes` has the line names of classes, one for every name ever used."""

    classes: dict[str, tuple[str, ...]]
    functional: tuple[CodeList, ...]
    economic: tuple[CodeList, ...]

    @cached_property
    def functional_names(self) -> Names:
        """All names of each functional class, section and item."""
        return {**self.classes, **_names(self.functional)}

    @cached_property
    def economic_names(self) -> Names:
        """All names of each economic class and section."""
        return _names(self.economic)


def _names(lists: Iterable[CodeList]) -> Names:
    names: dict[str, tuple[str, ...]] = {}
    for code, name in (pair for one in lists for pair in one.names.items()):
        if name not in names.get(code, ()):
            names[code] = (*names.get(code, ()), name)
    return names


@cache
def codes() -> Codes:
    """The codes as `codes.yaml` lists them; raises PhrasebookError where the file is faulty."""
    return load(phrasebook_folder() / "codes.yaml", Codes)

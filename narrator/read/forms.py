"""The forms of the nine tables: titles, columns and lines, as `phrasebook/forms.yaml` lists them."""

from functools import cache, cached_property
from typing import Literal

from pydantic import Field, ValidationError

from narrator.account.cells import Model, TableId
from narrator.account.names import folded, plain_name
from narrator.errors import PhrasebookError
from narrator.marked_yaml import YamlFault, parse
from narrator.paths import phrasebook_folder

HeaderPath = tuple[str, ...]  # the texts of a column's header from top to bottom, folded


class Form(Model):
    """One table's form; `columns` and `names` map a canonical name to the others it may carry.

    `layout`: rows of items with codes; two sides (收入, 支出) of lines; or one row of budget and final amounts.
    `below` renames lines that stand below a certain line; `optional` columns may be absent.
    """

    titles: tuple[str, ...]
    layout: Literal["items", "two sides", "budget and final"]
    columns: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str, ...]] = Field({})
    below: dict[str, dict[str, str]] = Field({})
    optional: tuple[str, ...] = ()

    @cached_property
    def _columns(self) -> dict[HeaderPath, str]:
        return {tuple(map(folded, other.split("/"))): name for name, others in self.columns.items() for other in others}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {plain_name(other): name for name, others in self.names.items() for other in others}

    def column(self, path: HeaderPath) -> str | None:
        """The canonical name of the column with this header, or `None`; the longest match wins."""
        columns = self._columns
        return next(filter(None, [columns.get(path[start:]) for start in range(len(path))]), None)

    def name(self, label: str) -> str:
        """The canonical name of a line, without its numeral."""
        plain = plain_name(label)
        return self._names.get(plain, plain)

    @property
    def words(self) -> frozenset[str]:
        """The names of its columns that show a row to be a header row."""
        if self.layout != "budget and final":
            return frozenset()
        return frozenset(folded(part) for others in self.columns.values() for one in others for part in one.split("/"))

    @cached_property
    def required(self) -> list[str]:
        """The columns that the form always prints."""
        return [column for column in self.columns if column not in self.optional]


class Forms(Model):
    """All forms, and the words by which header rows and label columns are known."""

    label_words: frozenset[str]
    header_words: frozenset[str]
    forms: dict[TableId, Form]

    @cached_property
    def titles(self) -> dict[str, TableId]:
        """The table of every title, folded."""
        return {folded(title): id for id, form in self.forms.items() for title in form.titles}

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """How the cell that holds a title ends."""
        return tuple(self.titles)

    @cached_property
    def words(self) -> dict[TableId, frozenset[str]]:
        """The texts that show a row to be a header row of each table."""
        return {id: self.label_words | self.header_words | form.words for id, form in self.forms.items()}


@cache
def load_forms() -> Forms:
    """The forms of `phrasebook/forms.yaml`; raises PhrasebookError with file and line."""
    return parse_forms((phrasebook_folder() / "forms.yaml").read_text("utf-8"))


def parse_forms(text: str) -> Forms:
    """The forms that such a text lists; raises PhrasebookError with the line of what does not fit."""
    file = "forms.yaml"
    try:
        marked = parse(text, file)
        return Forms.model_validate(marked.data)
    except YamlFault as fault:
        raise PhrasebookError(f"{file}:{fault.line}：{fault}") from fault
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(map(str, first["loc"]))
        raise PhrasebookError(f"{file}:{marked.line(path)}：“{path}”不合要求（{first['type']}）") from error

"""Every text of an edition that is compiled, as its file has it and with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrator.data_file import fault
from narrator.finding import Finding
from narrator.phrasebook.layers import Layered
from narrator.phrasebook.outline import Outline
from narrator.phrasebook.phrase import CONDITION, Phrase

if TYPE_CHECKING:
    from narrator.phrasebook.refusal import Fault

Sources = Mapping[str, Layered]


@dataclass(frozen=True, slots=True)
class Text:
    """A text: its kind of file, its path there, itself, and the names that only its phrase has."""

    kind: str
    path: str
    text: str
    local: frozenset[str] = frozenset()

    @property
    def is_expression(self) -> bool:
        """Whether it is a condition or the name of a list or fact."""
        return self.text.startswith(CONDITION)

    @property
    def owner(self) -> str:
        """The phrase that has it, or the path of the outline's section."""
        depth = 1 if self.kind == "phrases" else 2
        return ".".join(self.path.split(".")[:depth])

    def compiled(self) -> str:
        """What is compiled: of an expression, a text that prints it."""
        return f"{{{{ {self.text[len(CONDITION) :]} }}}}" if self.is_expression else self.text

    def written(self, sources: Sources) -> str:
        """The text with its lines as the file has them, an expression without its mark."""
        plain = self.text[len(CONDITION) :] if self.is_expression else self.text
        is_key = ".ask." in self.path
        return plain if is_key else sources[self.kind].written(self.path) or plain

    def parsed(self, sources: Sources) -> str:
        """What is parsed to see the lines of faults."""
        written = self.written(sources)
        return f"{{{{ {written} }}}}" if self.is_expression else written

    def finding(self, wrong: Fault, sources: Sources) -> Finding:
        """A fault of the text, where it is written."""
        named = self.owner if self.kind == "phrases" else self.path
        return fault(wrong.code, f"{named}：{wrong.message}", sources[self.kind].place(self.path, wrong.line))


def texts(outline: Outline, phrases: Mapping[str, Phrase]) -> Iterator[Text]:
    """Every text of the outline and of the phrases."""
    yield from (Text("outline", path, text) for path, text in outline.texts())
    for name, phrase in phrases.items():
        local = frozenset(phrase.takes)
        yield from (Text("phrases", f"{name}.{path}", text, local) for path, text in phrase.texts())

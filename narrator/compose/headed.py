"""Under which heading of a report each of its paragraphs stands, as findings say it to people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from narrator.document import Document, Paragraph
from narrator.finding import Finding, Place

_AFTER_NUMBER = ("、", ".", "．", "）")


def headed(findings: Iterable[Finding], document: Document) -> tuple[Finding, ...]:
    """The findings with the headings of the paragraphs that they name."""
    found = tuple(findings)
    if not any(place.paragraph for finding in found for place in finding.where):
        return found
    headings = dict(_headings(document))
    return tuple(_headed(finding, headings) for finding in found)


def _headings(document: Document) -> Iterator[tuple[str, str]]:
    """Each paragraph and block by its id with its heading and the numbers above: 第三部分 七（一）总体情况说明."""
    above: dict[int, str] = {}
    heading = ""
    for block in document.blocks():
        if isinstance(block, Paragraph) and block.level:
            above = {level: number for level, number in above.items() if level < block.level}
            heading = "".join(above.values()) + block.text
            above[block.level] = _number(block)
        if id := getattr(block, "id", ""):
            yield id, heading.replace("\u3000", " ")


def _number(heading: Paragraph) -> str:
    """The number of a heading as it stands before others, "" where it has none."""
    if heading.level == 1:
        return heading.text.partition("\u3000")[0] + " "
    number = "".join(run.text for run in heading.runs[:1])
    return number.rstrip("、.．") if number.endswith(_AFTER_NUMBER) else ""


def _headed(finding: Finding, headings: Mapping[str, str]) -> Finding:
    where = tuple(_placed(place, headings) for place in finding.where)
    return finding if where == finding.where else finding.model_copy(update={"where": where})


def _placed(place: Place, headings: Mapping[str, str]) -> Place:
    heading = headings.get(place.paragraph or "")
    return replace(place, heading=heading) if heading else place

"""What is taken out of a file before it is published: all that is ours, and the names of authors."""

from __future__ import annotations

from collections.abc import Iterator

from narrator.review.anchors import AUTHOR, NAMESPACE, PROPERTY
from narrator.review.finish.highlights import Highlights, anchored
from narrator.review.finish.parts import Parts
from narrator.review.finish.tags import Edit, Tag, attribute, content, whole
from narrator.review.package import DOCUMENT

STORIES = ("header", "footer", "footnotes", "endnotes")
SOMEBODY = "审阅人"  # in place of the name of who wrote a comment that stays
_BESIDE_COMMENTS = ("commentsExtended", "commentsIds", "commentsExtensible")
_NAMES = {"docProps/core.xml": ("creator", "lastModifiedBy"), "docProps/app.xml": ("Manager", "Company")}
_TRACES = ("trackRevisions", "docVars")  # settings that tell of the work on the file


def stories(parts: Parts) -> list[str]:
    """The parts with text: the body, headers and footers, notes."""
    return [DOCUMENT, *(name for kind in STORIES for name in parts.related(kind))]


def take_out(parts: Parts) -> None:
    """Take out our comments, highlights, bookmarks, base part and property, authors' names and traces of the work."""
    ours, highlights = _our_comments(parts), Highlights(parts)
    for name in stories(parts):
        found = parts.tags(name)
        parts.edit(name, [*_marks(found, ours), *highlights.ours(parts[name], found)])
    _comments(parts, ours)
    _base(parts)
    for name in parts.related("people"):
        parts.edit(name, [whole(tag) for tag in parts.tags(name) if tag.name == "person"])
    for name in parts.related("settings"):
        parts.edit(name, [whole(tag) for tag in parts.tags(name) if tag.name in _TRACES])
    for name, holders in _NAMES.items():
        if name in parts:
            parts.edit(name, [content(tag) for tag in parts.tags(name) if tag.name in holders])


def our_comment(tag: Tag) -> bool:
    """Whether an element is a comment of ours."""
    return tag.name == "comment" and tag.attributes.get("author") == AUTHOR


def _our_comments(parts: Parts) -> frozenset[str]:
    names = parts.related("comments")
    return frozenset(tag.attributes.get("id", "") for name in names for tag in parts.tags(name) if our_comment(tag))


def _marks(found: list[Tag], ours: frozenset[str]) -> Iterator[Edit]:
    """Bookmarks and comment marks of ours in a story."""
    yield from (whole(tag) for pair in anchored(found) for tag in pair)
    for tag in found:
        if tag.attributes.get("id") in ours and tag.name in ("commentRangeStart", "commentRangeEnd"):
            yield whole(tag)
        elif tag.attributes.get("id") in ours and tag.name == "commentReference":
            yield whole(_alone(found, tag))


def _alone(found: list[Tag], reference: Tag) -> Tag:
    """The run of a comment's reference where it holds nothing else, else the reference."""
    run = found[reference.above]
    held = [tag for tag in found if tag.above == reference.above and tag.name not in ("rPr", "annotationRef")]
    return run if run.name == "r" and held == [reference] else reference


def _within(tag: Tag, blocks: list[Tag]) -> bool:
    return any(block.start <= tag.start < block.end for block in blocks)


def _comments(parts: Parts, ours: frozenset[str]) -> None:
    for name in list(parts.related("comments")):
        found = parts.tags(name)
        comments = [tag for tag in found if tag.name == "comment"]
        beside = [one for kind in _BESIDE_COMMENTS for one in parts.related(kind)]
        if ours and all(tag.attributes.get("id") in ours for tag in comments):
            for one in (name, *beside):
                parts.remove(one)
            continue
        removed = [tag for tag in comments if tag.attributes.get("id") in ours]
        marks = {tag.attributes.get("paraId") for tag in found if _within(tag, removed)} - {None}
        kept = [tag for tag in comments if tag not in removed]
        named = [edit for tag in kept for edit in _unnamed(parts[name], tag)]
        parts.edit(name, [*(whole(tag) for tag in removed), *named])
        for one in beside:
            about = (tag for tag in parts.tags(one) if {*_paragraphs(tag)} & marks)
            parts.edit(one, [whole(tag) for tag in about])


def _unnamed(xml: bytes, comment: Tag) -> Iterator[Edit]:
    yield from attribute(xml, comment, "author", SOMEBODY)
    yield from attribute(xml, comment, "initials", "")


def _paragraphs(tag: Tag) -> Iterator[str]:
    """The paragraphs of comments that an entry beside them is about."""
    yield from (tag.attributes[key] for key in ("paraId", "paraIdParent") if key in tag.attributes)


def _base(parts: Parts) -> None:
    for name in list(parts.related("customXml")):
        if parts.tags(name)[0].namespace == NAMESPACE:
            parts.remove(name)
    for name in list(parts.related("custom-properties", "")):
        properties = [tag for tag in parts.tags(name) if tag.name == "property"]
        ours = [tag for tag in properties if tag.attributes.get("name") == PROPERTY]
        if ours and ours == properties:
            parts.remove(name, "")
        else:
            parts.edit(name, [whole(tag) for tag in ours])

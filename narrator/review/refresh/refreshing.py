"""An edited Word file with what a new draft changes: base, theirs and ours merged into the file itself."""

from __future__ import annotations

from dataclasses import dataclass

from narrator.document import Contents, Document
from narrator.finding import Finding
from narrator.phrasebook.page_style import PageStyle
from narrator.review.base import Base, parsed
from narrator.review.carried import carry
from narrator.review.package import DOCUMENT, Package
from narrator.review.refresh import noticed
from narrator.review.refresh.anchoring import Anchorer
from narrator.review.refresh.charts import chart_findings
from narrator.review.refresh.differences import Difference
from narrator.review.refresh.explaining import Explainer
from narrator.review.refresh.inserting import Inserter
from narrator.review.refresh.paragraphs import Merged, Merger
from narrator.review.refresh.passages import Found, ids, passages
from narrator.review.refresh.remarks import Remarks
from narrator.review.refresh.renaming import renamed
from narrator.review.refresh.tables import merge_tables
from narrator.review.refresh.tracked import Tracker
from narrator.review.refresh.versions import assumed_versions, known_versions
from narrator.write.base import Before, base, base_after


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The new file, its base as JSON, what was noticed, how many tracked changes were written.

    `differences` are all numbers of the text that are not those of the document, also where a change was written;
    `open` are the conflicts of earlier times whose comments are still there.
    """

    data: bytes
    base: str
    findings: tuple[Finding, ...]
    changes: int
    differences: tuple[Difference, ...] = ()
    open: tuple[str, ...] = ()


def refreshed(package: Package, old: Base | None, document: Document, style: PageStyle) -> Refreshed:
    """The package's file with the document's news; `old` is the base that it was generated from, `None` if lost."""
    now = parsed(base(document))
    assert now is not None
    return _Refreshing(package, old or now, document, style, known=old is not None).done()


class _Refreshing:
    """One file on its way from the reviewer's state to the new one."""

    def __init__(self, package: Package, old: Base, document: Document, style: PageStyle, *, known: bool) -> None:
        self._package, self._old, self._document, self._style, self._known = package, old, document, style, known
        self._root = package.document()
        self._tracker, self._remarks = Tracker(self._root), Remarks(package)
        self._open = tuple(self._remarks.left(self._root))
        self._findings = [noticed.left(message) for message in self._open]
        self._ours = {paragraph.id: paragraph for paragraph in document.paragraphs()}
        self._renamed = renamed(old.paragraphs, tuple(self._ours.values()))

    def done(self) -> Refreshed:
        """The merged file."""
        found = passages(self._root, {paragraph.id: paragraph.text for paragraph in self._old.paragraphs})
        merged = self._merge(found)
        held = ids(found.passages)
        places = {now: held[was].paragraphs[-1] for was, now in self._renamed.items() if was in held}
        writers = (self._style, self._tracker, self._remarks)
        cells = merge_tables(self._root, self._old, self._document, *writers, known=self._known)
        anchorer = Anchorer(self._root, self._tracker)
        inserter = Inserter(self._root, self._style, self._document, self._tracker)
        inserter.insert(set(self._ours) - set(self._renamed.values()), {**places, **cells.places})
        self._anchor(anchorer, found, merged)
        for id, element in cells.places.items():
            anchorer.renew_table(element, id)
        self._explain(found)
        told = chart_findings(self._root, self._package, self._document, self._style, set(self._renamed.values()))
        self._findings += [*merged.findings, *cells.findings, *told]
        self._findings += self._noticed(found, merged)
        if self._tracker.count or anchorer.count or self._remarks.count:
            self._tracker.number_apart(self._root)
            self._package.set_xml(DOCUMENT, self._root)
            self._remarks.write()
        texts = {self._renamed[id]: text for id, text in merged.before.items() if id in self._renamed}
        former = {self._renamed[id]: old for id, old in merged.former.items() if id in self._renamed}
        new = base_after(self._document, Before(texts, cells.before, former))
        carry(self._package, new)
        findings, differences = tuple(self._findings), tuple(merged.differences)
        return Refreshed(self._package.saved(), new, findings, self._tracker.count, differences, self._open)

    def _merge(self, found: Found) -> Merged:
        if self._known:
            merger = Merger(self._tracker, self._remarks, known_versions(self._old, self._ours, self._renamed))
        else:
            assumed = assumed_versions(self._ours, found.passages)
            merger = Merger(self._tracker, self._remarks, assumed, known=False)
        for passage in found.passages:
            merger.merge(passage)
        return merger.merged

    def _anchor(self, anchorer: Anchorer, found: Found, merged: Merged) -> None:
        """Give each passage the anchors of its new ids."""
        for passage in found.passages:
            for id in passage.ids:
                if id in self._renamed:
                    anchorer.renew(passage, id, self._ours[self._renamed[id]], changed=passage in merged.changed)
                else:
                    anchorer.rename(id, None)
        for id in found.deleted:
            anchorer.rename(id, self._renamed.get(id))

    def _explain(self, found: Found) -> None:
        """Renew the comments that explain numbers, where the file has any."""
        explainer = Explainer(self._remarks)
        for passage in found.passages:
            if len(passage.ids) == len(passage.paragraphs) == 1 and passage.ids[0] in self._renamed:
                explainer.renew(passage.paragraphs[0], self._ours[self._renamed[passage.ids[0]]])

    def _copied(self, found: Found) -> list[Finding]:
        """Paragraphs that the reviewer copied, with numbers that have changed since."""
        news = {was.text: self._renamed[was.id] for was in self._old.paragraphs if was.id in self._renamed}
        copies = [(text, news[text]) for text in found.others if text in news]
        return [noticed.copied(id, text, self._ours[id].text) for text, id in copies if self._ours[id].text != text]

    def _noticed(self, found: Found, merged: Merged) -> list[Finding]:
        """What is to be told of the whole: a lost base or lost anchors, deleted paragraphs that changed, headings."""
        was = {paragraph.id: paragraph.text for paragraph in self._old.paragraphs}
        news = [(was[id], self._ours[self._renamed[id]].text, id) for id in found.deleted if id in self._renamed]
        told = [noticed.deleted(id, old, new) for old, new, id in news if old != new]
        told += self._copied(found)
        if not self._known:
            differs = bool(merged.differences) or any(each.code == "REFRESH-CELL" for each in self._findings)
            told.insert(0, noticed.no_base(idle=differs and not self._tracker.count))
        if found.unanchored:
            told.append(noticed.unanchored(found.unanchored))
        texts = {now: was[old] for old, now in self._renamed.items()}
        listed = any(paragraph.listed and texts.get(id) != paragraph.text for id, paragraph in self._ours.items())
        if listed or (self._has_contents() and len(self._renamed) < max(len(self._ours), len(was))):
            told.append(noticed.contents())
        return told

    def _has_contents(self) -> bool:
        return any(isinstance(block, Contents) for block in self._document.blocks())

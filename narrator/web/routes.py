"""Every address of the page."""

from __future__ import annotations

from starlette.routing import Mount, Route

from narrator.web import document, files, home, identity, overview, questions, tables

UNIT = [
    Route("/", overview.overview),
    Route("/identity", identity.show),
    Route("/identity", identity.confirm, methods=["POST"]),
    Route("/tables", tables.tables),
    Route("/questions", questions.questions),
    Route("/answers", questions.preview),
    Route("/answers", questions.answer, methods=["POST"]),
    Route("/confirmed", questions.confirm, methods=["POST"]),
    Route("/document", document.document),
    Route("/paper.css", document.looks),
    Route("/figure", document.figure),
    Route("/cell", document.cell),
    Route("/files", files.files),
    Route("/files", files.put, methods=["POST"]),
    Route("/files/{name}", files.take),
    Route("/remove", home.remove, methods=["POST"]),
]
ROUTES = [
    Route("/", home.home),
    Route("/units", home.add, methods=["POST"]),
    Mount("/units/{unit}", routes=UNIT),
]

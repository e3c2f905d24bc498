"""Every address of the page."""

from __future__ import annotations

from starlette.routing import Mount, Route

from narrator.web import (
    audits,
    batch_units,
    batches,
    document,
    files,
    home,
    identity,
    overview,
    questions,
    reviewing,
    tables,
)

UNIT = [
    Route("/", overview.overview),
    Route("/identity", identity.show),
    Route("/identity", identity.confirm, methods=["POST"]),
    Route("/instead", identity.instead, methods=["POST"]),
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
    Route("/files/former", files.put_back, methods=["POST"]),
    Route("/files/{name}", files.take),
    Route("/reviewing", reviewing.reviewing),
    Route("/reviewing", reviewing.put, methods=["POST"]),
    Route("/reviewing/file", reviewing.take),
    Route("/reviewing/final", reviewing.finish, methods=["POST"]),
    Route("/reviewing/final/file", reviewing.take_final),
    Route("/remove", home.remove, methods=["POST"]),
]
ROUTES = [
    Route("/", home.home),
    Route("/units", home.add, methods=["POST"]),
    Route("/audits", audits.audits),
    Route("/audits", audits.add, methods=["POST"]),
    Route("/audits/{audit}", audits.audit),
    Route("/audits/{audit}/marked", audits.take),
    Route("/audits/{audit}/remove", audits.remove, methods=["POST"]),
    Route("/batches", batches.batches),
    Route("/batches", batches.add, methods=["POST"]),
    Route("/batches/{batch}", batches.batch),
    Route("/batches/{batch}/progress", batches.progress),
    Route("/batches/{batch}/files", batches.take),
    Route("/batches/{batch}/summary", batches.summary),
    Route("/batches/{batch}/units/{label}", batch_units.unit),
    Route("/batches/{batch}/units/{label}/files/{name}", batch_units.take),
    Route("/batches/{batch}/stop", batches.stop, methods=["POST"]),
    Route("/batches/{batch}/continue", batches.go_on, methods=["POST"]),
    Route("/batches/{batch}/remove", batches.remove, methods=["POST"]),
    Mount("/units/{unit}", routes=UNIT),
]

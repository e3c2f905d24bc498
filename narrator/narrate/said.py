"""What is said, part by part, as runs."""

from __future__ import annotations

from collections.abc import Iterable

from narrator.document import Run

Said = list[str | Run]


def runs(said: Iterable[str | Run]) -> tuple[Run, ...]:
    """Parts as runs: neighbouring plain texts made one, numbers and placeholders by themselves."""
    found: list[Run] = []
    texts: list[str] = []
    for part in said:
        if isinstance(part, str):
            texts.append(part)
        elif part.figure is None and not part.placeholder:
            texts.append(part.text)
        else:
            if plain := "".join(texts):
                found.append(Run(plain))
            texts.clear()
            found.append(part)
    if plain := "".join(texts):
        found.append(Run(plain))
    return tuple(found)


def placeholder(question: str) -> Run:
    """A run that asks for what is missing."""
    return Run(f"【待填：{question}】", placeholder=True)

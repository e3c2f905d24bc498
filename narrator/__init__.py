"""narrator 公开文书自动编写: from final-account numbers to the published report.

Its verbs, each loaded when first used, are those of `narrator.verbs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from narrator.verbs import (
        audit,
        batch,
        build,
        catalogue,
        check,
        finish,
        import_last,
        new,
        new_department,
        read,
        refresh,
        rollup,
        schema,
        serve,
        trace,
    )

__version__ = "0.1.0"

__all__ = [
    "audit",
    "batch",
    "build",
    "catalogue",
    "check",
    "finish",
    "import_last",
    "new",
    "new_department",
    "read",
    "refresh",
    "rollup",
    "schema",
    "serve",
    "trace",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    from narrator import verbs

    loaded = {verb: vars(verbs)[verb] for verb in __all__ if verb in vars(verbs)}
    globals().update(loaded, **{name: getattr(verbs, name)})  # over the modules of the same names
    return globals()[name]

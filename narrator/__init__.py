"""narrator 公开文书自动编写: from final-account numbers to the published report.

Its verbs, each loaded when first used, are those of `narrator.verbs`.
"""

from __future__ import annotations

import sys
from types import ModuleType
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


class _Package(ModuleType):
    """The package, on which a verb's name is the verb, also where a module of that name was loaded first."""


def _verb(name: str) -> property:
    def loaded(package: ModuleType) -> Any:
        from narrator import verbs

        return getattr(verbs, name)

    def keep(package: ModuleType, module: ModuleType) -> None:
        vars(package)[name] = module  # what importing a module of this name does

    return property(loaded, keep)


for _name in __all__:
    setattr(_Package, _name, _verb(_name))
sys.modules[__name__].__class__ = _Package

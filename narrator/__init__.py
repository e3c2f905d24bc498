"""narrator 公开文书自动编写: from final-account numbers to the published report.

The verbs: `read`, `check`, `build`, `finish`, `new`, `new_department`, `rollup`, `trace`, `catalogue` and `schema`;
each is loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from narrator.verbs import build, catalogue, check, finish, new, new_department, read, rollup, schema, trace

__version__ = "0.1.0"

__all__ = ["build", "catalogue", "check", "finish", "new", "new_department", "read", "rollup", "schema", "trace"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    from narrator import verbs

    globals().update({verb: getattr(verbs, verb) for verb in __all__})  # over the modules of the same names
    return globals()[name]

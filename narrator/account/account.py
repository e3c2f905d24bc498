"""A unit's account: everything reported about one unit and year, and where each piece stands."""

import hashlib
import json
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from narrator.account.cells import Model, Table, TableId
from narrator.account.facts import Facts
from narrator.finding import Finding, Place

FURTHER = "＋"  # ends the path of a line for an answer that no question asks for


class Account(Model):
    """What was reported: tables, last year's tables, facts. Nothing derived is stored.

    `unit`, `year` and `edition` are what the input, its tables and the call say together, `None` where nothing says it.
    `places` maps a fact's path ("人员.编制", "年初预算.2050299", "项目支出.明细.0.金额") to its line or cell;
    of a workbook also that of a question left blank ("增减原因（用于：收支总计）") to the cell for its answer, and
    that of a blank line for a further answer by code or name ("年初预算.＋").
    `findings` are what reading noticed.
    """

    version: Literal[1] = 1
    unit: str | None = None
    year: int | None = None
    edition: str | None = None
    tables: dict[TableId, Table] = Field(default_factory=dict)
    last_year: dict[TableId, Table] = Field(default_factory=dict)
    facts: Facts = Field(default_factory=Facts)
    places: dict[str, Place] = Field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def digest(self) -> str:
        """A hash of everything reported, wherever and in whatever order its facts stand: 64 hexadecimal digits."""
        said = self.facts.model_dump(exclude_defaults=True)
        said |= {key: _by_name(said[key]) for key in ("change_reasons", "budget_reasons") if key in said}
        facts = json.dumps(said, sort_keys=True, default=_plain)
        rest = self.model_dump_json(exclude={"facts", "places", "findings"}, exclude_defaults=True)
        return hashlib.sha256(f"{facts}{rest}".encode()).hexdigest()


def _by_name(reasons: tuple[dict[str, Any], ...]) -> dict[str, str]:
    """Reasons by each figure that they explain, however they were put together; the first counts."""
    return {name: reason["reason"] for reason in reversed(reasons) for name in reason["explains"]}


def _plain(amount: Decimal) -> str:
    """One text for equal amounts, 10 and 10.00."""
    return format(amount.normalize(), "f")

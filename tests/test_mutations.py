"""Slips of the hand in both real units: whatever breaks an identity is told as 错误 at one of its cells."""

import pytest
from identities import equations
from mutations import SLIPS, tally
from real_units import putuo, zhuzhou

from narrator.account import Account

UNITS = pytest.mark.parametrize("account", [zhuzhou(), putuo()], ids=["zhuzhou", "putuo"])


@UNITS
def test_the_published_tables_break_no_equation(account: Account) -> None:
    stated = list(equations(account))
    assert len(stated) > 150
    assert [equation for equation in stated if equation.is_broken()] == []


@UNITS
def test_every_slip_that_breaks_an_identity_is_an_error_at_its_cells(account: Account) -> None:
    found = tally(account, 150, seed=2020)
    assert set(found.made) == set(SLIPS)
    assert found.untold == []
    assert sum(found.broken.values()) > 100


@UNITS
def test_slips_that_no_identity_sees_are_told_by_last_year_or_other_tables(account: Account) -> None:
    found = tally(account, 150, seed=1)
    assert sum(found.noticed.values()) > 5
    assert len(found.unnoticed) <= 5

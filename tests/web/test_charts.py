"""Charts show the account's own amounts, to one scale, and nothing where nothing is known."""

import re

from visitors import ZHUZHOU

from narrator.account import Account
from narrator.figures import Figures
from narrator.read import read
from narrator.web.charts import charts


def test_the_seed_unit_is_drawn_with_its_amounts_and_shares() -> None:
    income, expenditure, years = charts(Figures(read(ZHUZHOU)))
    assert "财政拨款收入467.63　100.0%" in income
    assert "基本支出353.88　75.7%；项目支出113.75　24.3%" in expenditure
    assert "收支总计467.63；上年518.39" in years
    basic, project = map(float, re.findall(r'<rect [^>]*width="([\d.]+)"', expenditure))
    assert abs(project / basic - 113.75 / 353.88) < 0.002


def test_nothing_is_drawn_of_what_is_not_known() -> None:
    assert charts(Figures(Account())) == ()


def test_a_chart_needs_nothing_that_the_policy_refuses() -> None:
    for chart in charts(Figures(read(ZHUZHOU))):
        assert "style" not in chart and "script" not in chart and "href" not in chart

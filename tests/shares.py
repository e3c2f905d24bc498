"""Shares: that those of a paragraph which divides a whole add up to it."""

from decimal import Decimal
from itertools import pairwise

from narrator.document import Paragraph

SHARED = ("收入决算", "支出决算", "一般公共预算支出结构", "三公结构")


def has_shares_of_a_whole(paragraph: Paragraph) -> None:
    """Shares of a paragraph that divides a whole add up to 100, but for their rounding.

    Up to six parts that print as 0 are left out.
    """
    if not paragraph.id.endswith(SHARED):
        return
    shares = [(run.text, run.figure) for before, run in pairwise(paragraph.runs) if before.text.endswith("占")]
    whole = next((figure.operands[1].value for _, figure in shares if figure), None)
    if whole:
        tolerable = Decimal("0.05") * len(shares) + 6 * Decimal("0.005") / whole * 100
        assert abs(sum(Decimal(text) for text, _ in shares) - 100) <= tolerable, paragraph.text

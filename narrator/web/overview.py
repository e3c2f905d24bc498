"""The overview of a unit: how it stands, what it is made of, and what was noticed."""

from __future__ import annotations

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from narrator.figures import Figures
from narrator.finding import Level
from narrator.web.charts import charts
from narrator.web.findings import links
from narrator.web.request import desk_of, standing, unit_of, unit_page


def overview(request: Request) -> Response:
    """Counts, charts and all findings; a unit that is not confirmed goes to its confirmation."""
    unit, desk = unit_of(request), desk_of(request)
    if not unit.confirmed:
        return RedirectResponse(f"/units/{unit.id}/identity", 303)
    known = standing(desk, unit)
    found = links(known)
    shown = [Markup(chart) for chart in charts(Figures(known.draft.account))]
    told = {level: [found.told(each) for each in known.draft.findings if each.level == level] for level in Level}
    typed = sum(found.is_typed(each) for each in known.draft.findings if each.level == Level.ERROR)
    return unit_page(request, "overview.html", "概览", known, charts=shown, findings=told, typed=typed)

"""Charts of a document in HTML, drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterator

from narrator.document import Chart
from narrator.write.svg import Bar, bars, pie
from narrator.write.xml import escaped


def chart_html(chart: Chart) -> str:
    """The chart as a figure; its title stands in the paragraph that follows."""
    drawn = _pie(chart) if chart.kind == "饼状图" else bars(chart.title, tuple(_bars(chart)))
    return f'<figure id="{escaped(chart.id)}" class="chart">{drawn}</figure>'


def _pie(chart: Chart) -> str:
    """The parts, each with a look of its own."""
    (series,) = chart.series
    shares = [f"（{share.text}）" for share in chart.shares] or [""] * len(chart.categories)
    parts = zip(chart.categories, series.values, shares, strict=True)
    shown = [
        Bar(name, run.value, f"{run.text}{chart.unit}{share}", f"part{n}")
        for n, (name, run, share) in enumerate(parts, 1)
    ]
    return pie(chart.title, shown)


def _bars(chart: Chart) -> Iterator[Bar]:
    """For each category a bar of this year's amount above those of the years before."""
    for number, name in enumerate(chart.categories):
        for ago, series in enumerate(reversed(chart.series)):
            run = series.values[number]
            said = f"{run.text}{chart.unit}" + (f"（{series.name}）" if len(chart.series) > 1 else "")
            yield Bar("" if ago else name, run.value, said, "last" if ago else "this")

"""The part of a chart in DrawingML: what it shows as cached texts and numbers, without a workbook behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from narrator.document import Chart, Series
from narrator.phrasebook.page_style import ChartLook, PageStyle
from narrator.write.xml import DECLARATION, R, escaped

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_WHITE_LINE = '<a:ln w="6350"><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln>'


class DrawnChart:
    """Writes the part of one chart."""

    def __init__(self, chart: Chart, style: PageStyle) -> None:
        self._chart, self._look, self._latin = chart, style.chart, style.latin
        self._format = _number_format([run.text for series in chart.series for run in series.values])

    def xml(self) -> str:
        """The whole part."""
        pie = self._chart.kind == "饼状图"
        place = "r" if pie else "b" if len(self._chart.series) > 1 else ""
        legend = f'<c:legend><c:legendPos val="{place}"/><c:overlay val="0"/></c:legend>' if place else ""
        return (
            f'{DECLARATION}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/>'
            f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
            f'{self._pie() if pie else self._columns()}</c:plotArea>{legend}<c:plotVisOnly val="1"/>'
            f'<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{self._words()}</c:chartSpace>'
        )

    def _words(self) -> str:
        look = self._look
        fonts = f'<a:latin typeface="{escaped(self._latin)}"/><a:ea typeface="{escaped(look.font)}"/>'
        properties = f'<a:pPr><a:defRPr sz="{look.size * 5}">{fonts}</a:defRPr></a:pPr>'
        return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p>{properties}<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'

    def _pie(self) -> str:
        looks = (f"<c:spPr>{_filled(self._look, n)}{_WHITE_LINE}</c:spPr>" for n in range(len(self._chart.categories)))
        points = "".join(
            f'<c:dPt><c:idx val="{n}"/><c:bubble3D val="0"/>{look}</c:dPt>' for n, look in enumerate(looks)
        )
        series = self._series(0, self._chart.series[0], points)
        return f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'

    def _columns(self) -> str:
        before = f'<c:invertIfNegative val="0"/>{self._labels()}'
        columns = "".join(self._series(n, series, before, self._fill(n)) for n, series in enumerate(self._chart.series))
        return (
            f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{columns}'
            f'<c:gapWidth val="80"/><c:axId val="1"/><c:axId val="2"/></c:barChart>{"".join(self._axes())}'
        )

    def _fill(self, number: int) -> str:
        """The look of a series: this year's, the last, has the first colour."""
        return f"<c:spPr>{_filled(self._look, len(self._chart.series) - 1 - number)}</c:spPr>"

    def _labels(self) -> str:
        """What is written at a column: its number."""
        shown = {"LegendKey": 0, "Val": 1, "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}
        flags = "".join(f'<c:show{what} val="{on}"/>' for what, on in shown.items())
        format = f'<c:numFmt formatCode="{self._format}" sourceLinked="0"/>'
        return f'<c:dLbls>{format}<c:dLblPos val="outEnd"/>{flags}</c:dLbls>'

    def _series(self, number: int, series: Series, points: str, look: str = "") -> str:
        column = chr(ord("B") + number)
        categories = _cache("str", "A", self._categories(series))
        amounts = [run.text.replace(",", "") for run in series.values]
        values = _cache("num", column, amounts, f"<c:formatCode>{self._format}</c:formatCode>")
        name = _reference("str", f"${column}$1", [series.name])
        return (
            f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx>{name}</c:tx>{look}{points}'
            f"<c:cat>{categories}</c:cat><c:val>{values}</c:val></c:ser>"
        )

    def _categories(self, series: Series) -> Sequence[str]:
        """The categories; of a pie, with the numbers, since the legend is all that says them."""
        return self._chart.told(series) if self._chart.kind == "饼状图" else self._chart.categories

    def _axes(self) -> Iterator[str]:
        grey = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill></a:ln></c:spPr>'
        ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        below_zero = any(run.text.startswith("-") for series in self._chart.series for run in series.values)
        scale = "" if below_zero else '<c:min val="0"/>'
        yield (
            '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
            f'<c:axPos val="b"/>{ticks}<c:tickLblPos val="low"/>{grey}<c:crossAx val="2"/><c:crosses val="autoZero"/>'
            '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        )
        yield (
            f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{scale}</c:scaling><c:delete val="0"/>'
            f'<c:axPos val="l"/><c:majorGridlines>{grey}</c:majorGridlines>{self._unit()}'
            f'<c:numFmt formatCode="General" sourceLinked="0"/>{ticks}<c:tickLblPos val="nextTo"/>{grey}'
            '<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
        )

    def _unit(self) -> str:
        """The title of the axis of amounts."""
        run = f'<a:r><a:rPr lang="zh-CN" b="0"/><a:t>{escaped(self._chart.unit)}</a:t></a:r>'
        text = f'<a:bodyPr rot="0"/><a:lstStyle/><a:p><a:pPr><a:defRPr b="0"/></a:pPr>{run}</a:p>'
        return f'<c:title><c:tx><c:rich>{text}</c:rich></c:tx><c:overlay val="0"/></c:title>'


def _filled(look: ChartLook, number: int) -> str:
    color = look.colors[number % len(look.colors)]
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'


def _number_format(texts: list[str]) -> str:
    """The format in which a chart shows its numbers as they are printed in the text."""
    places = {len(text.partition(".")[2]) for text in texts}
    if len(places) > 1:
        return "General"
    whole = "#,##0" if any("," in text for text in texts) else "0"
    decimals = "0" * places.pop()
    return f"{whole}.{decimals}" if decimals else whole


def _cache(kind: str, column: str, texts: Sequence[str], before: str = "") -> str:
    return _reference(kind, f"${column}$2:${column}${len(texts) + 1}", texts, before)


def _reference(kind: str, cells: str, texts: Sequence[str], before: str = "") -> str:
    """A reference to cells that are not there, and the texts or numbers that stand in them."""
    points = "".join(f'<c:pt idx="{n}"><c:v>{escaped(text)}</c:v></c:pt>' for n, text in enumerate(texts))
    held = f'<c:{kind}Cache>{before}<c:ptCount val="{len(texts)}"/>{points}</c:{kind}Cache>'
    return f"<c:{kind}Ref><c:f>Sheet1!{cells}</c:f>{held}</c:{kind}Ref>"

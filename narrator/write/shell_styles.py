"""styles.xml of an edition: defaults, paragraph styles and the table style, from its page style."""

from __future__ import annotations

from typing import Any

from narrator.phrasebook.page_style import PageStyle, ParagraphLook
from narrator.write.xml import W, escaped

_MORE_STYLES = (  # the last one is what python-docx's add_comment asks for
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
    '<w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
)


def styles_xml(style: PageStyle, template: Any) -> str:
    """The styles part; `template` is the styles element whose list of latent styles is taken over."""
    from lxml import etree

    latent = template.find(f"{{{W}}}latentStyles")
    return (
        f'<w:styles xmlns:w="{W}">{_defaults(style)}'
        + (etree.tostring(latent, encoding="unicode") if latent is not None else "")
        + "".join(_style(style, name) for name in style.styles)
        + _MORE_STYLES
        + _tables(style)
        + "</w:styles>"
    )


def _defaults(style: PageStyle) -> str:
    fonts = _fonts(style, style.styles["默认"])
    language = f'<w:lang w:val="en-US" w:eastAsia="{style.language}" w:bidi="ar-SA"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{language}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _style(style: PageStyle, name: str) -> str:
    look, first = style.styles[name], name == "默认"
    head = ' w:default="1"' if first else "" if look.word else ' w:customStyle="1"'
    base = "" if first else f'<w:basedOn w:val="{escaped(style.style_id(look.based_on or "默认"))}"/>'
    following = f'<w:next w:val="{escaped(style.style_id(look.next))}"/>' if look.next else ""
    says = f"<w:pPr>{_paragraph_properties(style, look, first)}</w:pPr><w:rPr>{_run_properties(style, look)}</w:rPr>"
    return (
        f'<w:style w:type="paragraph"{head} w:styleId="{escaped(style.style_id(name))}">'
        f'<w:name w:val="{escaped(look.word or name)}"/>{base}{following}<w:qFormat/>{says}</w:style>'
    )


def _paragraph_properties(style: PageStyle, look: ParagraphLook, first: bool) -> str:
    """What a style says of its paragraphs, all of it, so that nothing is inherited."""
    line = f'w:line="{look.line}" w:lineRule="exact"' if look.line else 'w:line="240" w:lineRule="auto"'
    width = style.area(landscape=False)[0]
    leader = ' w:leader="dot"' if look.tab == "dots" else ""
    first_line = f'w:firstLineChars="{look.indent * 100}" w:firstLine="{look.indent * look.size}"'
    return "".join(
        (
            f'<w:keepNext w:val="{int(look.keep_next)}"/>',
            '<w:widowControl w:val="0"/>' if first else "",
            f'<w:tabs><w:tab w:val="right"{leader} w:pos="{width}"/></w:tabs>' if look.tab else "",
            f'<w:snapToGrid w:val="{int(look.grid)}"/>',
            f'<w:spacing w:before="{look.before}" w:after="{look.after}" {line}/>',
            f'<w:ind w:left="{look.left}" {first_line}/><w:jc w:val="{look.align}"/>',
            f'<w:outlineLvl w:val="{look.outline - 1}"/>' if look.outline else "",
        )
    )


def _run_properties(style: PageStyle, look: ParagraphLook) -> str:
    size, bold = look.size // 10, int(look.bold)
    return (
        f'{_fonts(style, look)}<w:b w:val="{bold}"/><w:bCs w:val="{bold}"/>'
        f'<w:spacing w:val="{look.spacing}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _fonts(style: PageStyle, look: ParagraphLook) -> str:
    latin, asian = escaped(look.latin or style.latin), escaped(look.font)
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{asian}" w:cs="{latin}"/>'


def _tables(style: PageStyle) -> str:
    margin = style.table.padding
    rule = f'w:val="single" w:sz="{round(style.table.border / 2.5)}" w:space="0" w:color="auto"'
    sides = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders>"
        f'<w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
    )

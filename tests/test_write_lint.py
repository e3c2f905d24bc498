import io
import re
import zipfile
from collections.abc import Callable

import pytest
from documents import report, style

from narrator.write import WRITERS
from narrator.write.lint import lint

Change = Callable[[str], str]


def changed(change: Change) -> bytes:
    """A good Word file with its text part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WRITERS["docx"](report(), style()))) as good, zipfile.ZipFile(buffer, "w") as bad:
        for name in good.namelist():
            data = good.read(name)
            if name == "word/document.xml":
                after = change(data.decode())
                assert after != data.decode()
                data = after.encode()
            bad.writestr(name, data)
    return buffer.getvalue()


def without(pattern: str) -> Change:
    return lambda xml: re.sub(pattern, "", xml, count=1)


def instead(pattern: str, text: str) -> Change:
    return lambda xml: re.sub(pattern, text, xml, count=1)


MARK = r'<w:bookmarkStart w:id="1" w:name="_Toc000000001"/>'
CASES: dict[str, tuple[Change, str]] = {
    "a field without an end": (without(r'<w:r><w:fldChar w:fldCharType="end"/></w:r>'), "1 个域没有 end"),
    "a field without a begin": (without(r'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'), "域的 end 没有对应的 begin"),
    "a field that separates twice": (
        instead(r'(<w:r><w:fldChar w:fldCharType="separate"/></w:r>)', r"\1\1"),
        "域有两个 separate",
    ),
    "a row with a cell too few": (
        without(r'<w:tc><w:tcPr><w:tcW w:w="680" w:type="dxa"/>.*?</w:tc>'),
        "第1张表第2行占 5 栏，应占 6 栏",
    ),
    "a span that is too wide": (
        instead(r'<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="4"/>'),
        "第1张表第1行占 7 栏，应占 6 栏",
    ),
    "cell widths that do not sum": (
        instead(r'<w:tcW w:w="680" ', '<w:tcW w:w="681" '),
        "第1张表第2行单元格宽之和 14571，各栏之和 14570",
    ),
    "a table width that is not its columns'": (
        instead(r'<w:tblW w:w="14570"', '<w:tblW w:w="5000"'),
        "第1张表宽 5000，各栏之和 14570",
    ),
    "a cell without a paragraph": (
        instead(r"(</w:tcPr>)<w:p>.*?</w:p></w:tc>", r"\1</w:tc>"),
        "第1张表第1行有单元格不以段落结束",
    ),
    "a header row behind the body": (
        lambda xml: re.sub(r"(<w:tr>(?:(?!<w:tr>).)*?)<w:tblHeader/>", r"\1", xml, count=1),
        "第1张表的标题行不是从第一行起连续的",
    ),
    "a bookmark name used twice": (
        instead('w:name="_Toc000000002"', 'w:name="_Toc000000001"'),
        "书签名 _Toc000000001 用了 2 次",
    ),
    "a bookmark number used twice": (
        lambda xml: re.sub(r'(<w:bookmark(?:Start|End) w:id=)"2"', r'\1"1"', xml),
        "书签编号 1 用了 2 次",
    ),
    "a bookmark without an end": (without(r'<w:bookmarkEnd w:id="3"/>'), "书签 3 的开始与结束不成对"),
    "a reference without its bookmark": (without(MARK), "引用的书签 _Toc000000001 不存在"),
    "a link without its bookmark": (instead('w:anchor="_Toc000000002"', 'w:anchor="_Toc9"'), "引用的书签 _Toc9 不存在"),
    "a revision number used twice": (
        instead(r"(<w:body>)", r'\1<w:p><w:ins w:id="7"/><w:del w:id="7"/></w:p>'),
        "修订编号 7 用了 2 次",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_lint_finds(name: str) -> None:
    change, message = CASES[name]
    assert f"word/document.xml：{message}" in lint(changed(change))


def test_lint_finds_a_zip_entry_that_is_there_twice() -> None:
    buffer = io.BytesIO(WRITERS["docx"](report(), style()))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("word/styles.xml", archive.read("word/styles.xml"))
    assert lint(buffer.getvalue()) == ("压缩包里 word/styles.xml 有 2 份",)

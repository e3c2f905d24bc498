"""The file to publish: everything of ours and authors' names gone, all else byte for byte, nothing pending."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from reviewer import Reviewer

from narrator import build, finish
from narrator.errors import Refusal
from narrator.review.anchors import AUTHOR, NAMESPACE, PREFIX, PROPERTY
from narrator.review.refresh.reading import text_of
from narrator.verbs import Finished

UNIT = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"
OTHERS = '<w:comment w:id="900" w:author="张三" w:initials="张"><w:p><w:r><w:t>再想想</w:t></w:r></w:p></w:comment>'


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("drafts")
    build(UNIT, out, review=True)
    return out


@pytest.fixture
def reviewed(drafts: Path, tmp_path: Path) -> Path:
    """The copy for reviewers, with a comment on each number."""
    return Path(shutil.copy(next(drafts.glob("*.审阅.docx")), tmp_path / "审阅.docx"))


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put(path: Path, changes: Mapping[str, Callable[[str], str]]) -> Path:
    """The file with parts changed as a reviewer would."""
    held = parts(path)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, changes[name](data.decode()).encode() if name in changes else data)
    return path


def in_text(old: str, new: str) -> dict[str, Callable[[str], str]]:
    def change(xml: str) -> str:
        assert old in xml
        return xml.replace(old, new, 1)

    return {"word/document.xml": change}


def finished(path: Path) -> tuple[Finished, Path]:
    out = path.with_name("定稿.docx")
    return finish(path, UNIT, out), out


def refused(path: Path) -> list[tuple[str, str | None]]:
    done, out = finished(path)
    assert done.outputs == () and not out.exists()
    return [(one.code, one.where[0].quote) for one in done.findings if one.level == "错误"]


def test_nothing_of_ours_is_left(reviewed: Path) -> None:
    done, out = finished(reviewed)
    assert done.outputs == (str(out),)
    assert [one.level for one in done.findings if one.code == "FINISH-CONTENTS"] == ["建议"]
    held = b"".join(name.encode() + data for name, data in parts(out).items())
    assert [mark for mark in (AUTHOR, NAMESPACE, PREFIX, PROPERTY, "commentReference") if mark.encode() in held] == []
    assert not {"word/comments.xml", "customXml/item1.xml", "customXml/itemProps1.xml", "docProps/custom.xml"} & {
        *parts(out)
    }
    assert b"<dc:creator></dc:creator>" in held and b"<cp:lastModifiedBy></cp:lastModifiedBy>" in held


def test_the_plain_draft_finishes_to_the_same_text_as_the_reviewers_copy(drafts: Path, reviewed: Path) -> None:
    plain = Path(shutil.copy(drafts / f"{UNIT.name}.docx", reviewed.with_name("草稿.docx")))
    finish(plain, UNIT, reviewed.with_name("一.docx"))
    finish(reviewed, UNIT, reviewed.with_name("二.docx"))
    name = "word/document.xml"
    assert parts(reviewed.with_name("一.docx"))[name] == parts(reviewed.with_name("二.docx"))[name]


def test_all_else_stays_byte_for_byte(reviewed: Path) -> None:
    before = parts(reviewed)
    _, out = finished(reviewed)
    after = parts(out)
    touched = {name for name in after if after[name] != before[name]}
    assert touched == {
        "word/document.xml",
        "docProps/core.xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }
    ours = (
        rb'<w:bookmark(?:Start w:id="\d+" w:name="_nrt_[^"]*"|End w:id="(?:\d+)")/>'
        rb'|<w:commentRange(?:Start|End) w:id="\d+"/>'
        rb'|<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="\d+"/></w:r>'
    )
    ends = rb'<w:bookmarkEnd w:id="\d+"/>'
    bare = re.sub(ours, b"", before["word/document.xml"])
    assert re.sub(ends, b"", after["word/document.xml"]) == re.sub(ends, b"", bare)
    assert after["word/document.xml"].count(b"bookmarkStart") == after["word/document.xml"].count(b"bookmarkEnd")


def test_the_finished_file_is_a_valid_word_file(reviewed: Path, tmp_path: Path) -> None:
    _, out = finished(reviewed)
    result = OpenXmlValidator().validate(str(out))
    assert [error.description for error in result.errors] == []


def test_the_same_file_finishes_to_the_same_bytes(reviewed: Path) -> None:
    _, out = finished(reviewed)
    first = out.read_bytes()
    finished(reviewed)
    assert out.read_bytes() == first


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('<w:ins w:id="1" w:author="张三"><w:r><w:t>新写</w:t></w:r></w:ins>', "插入“新写”（张三）"),
        ('<w:del w:id="1" w:author="张三"><w:r><w:delText>旧的</w:delText></w:r></w:del>', "删除“旧的”（张三）"),
        ('<w:r><w:rPr><w:b/><w:rPrChange w:id="1" w:author="张三"><w:rPr/></w:rPrChange></w:rPr></w:r>', "格式改动"),
        ('<w:moveFrom w:id="1" w:author="张三"><w:r><w:t>挪走</w:t></w:r></w:moveFrom>', "移走“挪走”"),
    ],
    ids=["插入", "删除", "格式", "移动"],
)
def test_a_tracked_change_anywhere_is_told_with_its_paragraph(change: str, said: str, reviewed: Path) -> None:
    text = '<w:t xml:space="preserve">年度收、支总计</w:t></w:r>'
    put(reviewed, in_text(text, text + change))
    done, _ = finished(reviewed)
    (finding,) = [one for one in done.findings if one.code == "FINISH-TRACKED"]
    assert said in finding.message and "2020年度收、支总计" in (finding.where[0].quote or "")


def test_a_tracked_change_in_a_footer_or_of_a_table_row_is_told(reviewed: Path) -> None:
    change = '<w:ins w:id="1" w:author="张三"><w:r><w:t>第</w:t></w:r></w:ins>'
    footer = next(name for name in parts(reviewed) if "footer" in name and name.endswith(".xml"))
    put(reviewed, {footer: lambda xml: xml.replace("</w:p>", change + "</w:p>", 1)})
    put(reviewed, in_text("<w:trPr>", '<w:trPr><w:ins w:id="2" w:author="张三"/>'))
    assert [code for code, _ in refused(reviewed)] == ["FINISH-TRACKED", "FINISH-TRACKED"]


def test_a_placeholder_split_over_runs_in_a_table_or_a_footer_is_told(reviewed: Path) -> None:
    split = "<w:r><w:t>【待</w:t></w:r><w:r><w:t>填：批次】</w:t></w:r></w:p></w:tc>"
    footer = next(name for name in parts(reviewed) if "footer" in name and name.endswith(".xml"))
    put(reviewed, in_text("</w:p></w:tc>", split))
    put(reviewed, {footer: lambda xml: xml.replace("</w:p>", "<w:r><w:t>【待填：页脚】</w:t></w:r></w:p>", 1)})
    assert [(code, (quote or "")[-7:]) for code, quote in refused(reviewed)] == [
        ("FINISH-PLACEHOLDER", "【待填：批次】"),
        ("FINISH-PLACEHOLDER", "【待填：页脚】"),
    ]


def test_text_typed_in_place_of_a_placeholder_counts_as_filled_and_loses_its_highlight(tmp_path: Path) -> None:
    unit = Path(shutil.copytree(UNIT, tmp_path / "单位"))
    facts = (unit / "填报.yaml").read_text("utf-8").replace("    批次: 3\n", "")
    (unit / "填报.yaml").write_text(facts, "utf-8")
    build(unit, tmp_path)
    draft = next(tmp_path.glob("*.docx"))
    assert [code for code, _ in refused(draft)] == ["FINISH-PLACEHOLDER"]
    held = parts(draft)["word/document.xml"].decode()
    (placeholder,) = re.findall("【待填：[^】]*】", held)
    theirs = '<w:body><w:p><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>审阅人自己标的</w:t></w:r></w:p>'
    put(draft, {"word/document.xml": lambda xml: xml.replace(placeholder, "3").replace("<w:body>", theirs, 1)})
    done, out = finished(draft)
    text = parts(out)["word/document.xml"].decode()
    assert done.outputs and text.count("w:highlight") == 1 and "来访团组</w:t></w:r>" in text


def test_comments_of_others_stay_without_the_name_and_are_told(reviewed: Path) -> None:
    put(reviewed, {"word/comments.xml": lambda xml: xml.replace("</w:comments>", OTHERS + "</w:comments>")})
    done, out = finished(reviewed)
    (finding,) = [one for one in done.findings if one.code == "FINISH-COMMENTS"]
    assert (finding.code, finding.level, finding.where[0].quote) == ("FINISH-COMMENTS", "提示", "再想想")
    comments = parts(out)["word/comments.xml"].decode()
    assert "张三" not in comments and "再想想" in comments and comments.count("<w:comment ") == 1


def test_a_custom_property_of_others_stays(reviewed: Path) -> None:
    theirs = '<property fmtid="{D5CDD505}" pid="3" name="文号"><vt:lpwstr>1</vt:lpwstr></property>'
    put(reviewed, {"docProps/custom.xml": lambda xml: xml.replace("</Properties>", theirs + "</Properties>")})
    _, out = finished(reviewed)
    properties = parts(out)["docProps/custom.xml"].decode()
    assert "文号" in properties and PROPERTY not in properties


def test_a_file_saved_by_libreoffice_finishes_too(reviewed: Path, tmp_path: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed")
    saved = tmp_path / "saved"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", saved, reviewed], check=True, capture_output=True, timeout=120)
    assert AUTHOR.encode() in parts(saved / reviewed.name)["word/comments.xml"]
    done, out = finished(saved / reviewed.name)
    held = b"".join(parts(out).values())
    assert done.outputs and [one for one in (AUTHOR, NAMESPACE, PREFIX, PROPERTY) if one.encode() in held] == []
    assert zipfile.ZipFile(io.BytesIO(out.read_bytes())).testzip() is None


def test_the_reviewers_file_is_never_overwritten(reviewed: Path) -> None:
    with pytest.raises(Refusal, match="没有覆盖"):
        finish(reviewed, UNIT, reviewed)


def test_a_number_changed_by_hand_is_refused(reviewed: Path) -> None:
    put(reviewed, in_text(">50.76</w:t>", ">50.67</w:t>"))
    assert "AUDIT-CHANGE" in [code for code, _ in refused(reviewed)]


def test_a_cell_changed_by_hand_is_refused_with_both_values(reviewed: Path) -> None:
    put(reviewed, in_text(">80.31</w:t>", ">80.13</w:t>"))
    done, _ = finished(reviewed)
    (finding,) = [one for one in done.findings if one.code == "FINISH-TABLE"]
    assert "“基本工资”的“决算数”是 80.13，输入里是 80.31" in finding.message and not done.outputs
    assert [place.cell for place in finding.where][1] == "C7"


def test_what_was_carried_over_has_to_be_confirmed_first(reviewed: Path, tmp_path: Path) -> None:
    unit = Path(shutil.copytree(UNIT, tmp_path / "单位"))
    facts = (UNIT / "填报.yaml").read_text("utf-8")
    (unit / "填报.yaml").write_text(facts + "\n请核对: [人员.编制]\n", "utf-8")
    out = tmp_path / "定稿.docx"
    (told,) = (one for one in finish(reviewed, unit, out).findings if one.level == "错误")
    assert "“人员.编制”" in told.message and not out.exists()
    (unit / "填报.yaml").write_text(facts, "utf-8")
    assert finish(reviewed, unit, out).outputs == (str(out),)


def test_an_open_conflict_is_refused_until_its_comment_is_deleted(reviewed: Path) -> None:
    conflict = OTHERS.replace("张三", AUTHOR).replace("再想想", "冲突：这里写的是“1”，新数据生成的是“2”")
    put(reviewed, {"word/comments.xml": lambda xml: xml.replace("</w:comments>", conflict + "</w:comments>")})
    assert finished(reviewed)[0].outputs
    finished(reviewed)[1].unlink()
    put(reviewed, in_text("</w:p>", '<w:r><w:commentReference w:id="900"/></w:r></w:p>'))
    assert refused(reviewed) == [("FINISH-CONFLICT", "这里写的是“1”，新数据生成的是“2”")]


def test_a_number_that_is_not_the_inputs_is_refused_also_in_the_self_evaluation(reviewed: Path) -> None:
    for old, new in (("实有人数12人", "实有人数11人"), ("项目支出14.75万元", "项目支出14.57万元")):
        held = reviewed.read_bytes()
        wrong = Reviewer(held)
        paragraph = next(each for each in wrong.paragraphs if old in text_of(each))
        wrong.retype(paragraph, text_of(paragraph).index(old), text_of(paragraph).index(old) + len(old), new)
        reviewed.write_bytes(wrong.saved())
        done, _ = finished(reviewed)
        (finding,) = [one for one in done.findings if one.code == "FINISH-NUMBER"]
        assert f"写的是“{new[4:]}”" in finding.message and not done.outputs
        assert (finding.where[0].quote or "").endswith(new)
        reviewed.write_bytes(held)


def test_a_count_that_is_not_the_inputs_is_told_once(reviewed: Path) -> None:
    wrong = Reviewer(reviewed.read_bytes())
    paragraph = next(each for each in wrong.paragraphs if "来宾33人次" in text_of(each))
    at = text_of(paragraph).index("33人次")
    wrong.retype(paragraph, at, at + len("33人次"), "35人次")
    reviewed.write_bytes(wrong.saved())
    assert [code for code, _ in refused(reviewed)] == ["FINISH-NUMBER"]


def test_traces_of_the_work_are_taken_out(reviewed: Path) -> None:
    types = '<Override PartName="/customXml/_rels/item1.xml.rels" ContentType="application/xml"/></Types>'
    work = '<w:trackRevisions/><w:docVars><w:docVar w:name="路径" w:val="D:/"/></w:docVars></w:settings>'
    names = "<Manager>李四</Manager><Company>某公司</Company></Properties>"
    put(reviewed, {"[Content_Types].xml": lambda xml: xml.replace("</Types>", types)})
    put(reviewed, {"word/settings.xml": lambda xml: xml.replace("</w:settings>", work)})
    put(reviewed, {"docProps/app.xml": lambda xml: xml.replace("</Properties>", names)})
    _, out = finished(reviewed)
    held = b"".join(parts(out).values()).decode("utf-8", "ignore")
    assert [one for one in ("_rels/item1", "trackRevisions", "docVar", "李四", "某公司") if one in held] == []


def test_hidden_text_stays_and_is_told(reviewed: Path) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部说明</w:t></w:r></w:p>"
    put(reviewed, in_text("</w:p>", hidden))
    done, out = finished(reviewed)
    assert ["内部说明" in one.message for one in done.findings if one.code == "FINISH-HIDDEN"] == [True]
    assert "内部说明" in parts(out)["word/document.xml"].decode()


def test_a_highlight_of_the_reviewers_in_a_generated_paragraph_stays(reviewed: Path) -> None:
    look, text = '<w:rFonts w:hint="eastAsia"/>', '</w:rPr><w:t xml:space="preserve">年度收、支总计</w:t>'
    put(reviewed, in_text(look + text, f'{look}<w:highlight w:val="yellow"/>{text}'))
    _, out = finished(reviewed)
    assert parts(out)["word/document.xml"].count(b"w:highlight") == 1

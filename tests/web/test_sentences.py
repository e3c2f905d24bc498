"""The sentences beside a question are those that its answer changes, and no others."""

from narrator.document import Document, Paragraph, Run, Section, TableBlock, TableCell
from narrator.finding import Finding, Level, Place
from narrator.web.sentences import Sentence, changed, passages, waiting

ASKED = Run("【待填：上年收支总计】", placeholder=True)


def document(*runs: Run) -> Document:
    heading = Paragraph("3.1", "标题1", (Run("一、收入支出决算总体情况说明"),), level=2)
    blocks = (heading, Paragraph("3.1.收支总体", "正文", runs))
    return Document("某所", "某所", 2020, "hunan/2020", (Section(blocks),))


def plain(sentence: Sentence) -> str:
    return "".join(text for text, _ in sentence.pieces)


def test_only_the_sentence_that_changed_is_shown_with_whole_numbers_marked() -> None:
    before = document(Run("收入467.63万元。减少50.76万元，减少9.8%。全年无变化。"))
    after = document(Run("收入467.63万元。减少50.00万元，减少9.7%。全年无变化。"))
    (sentence,) = changed(passages(before), passages(after))
    assert sentence.heading == "一、收入支出决算总体情况说明"
    assert sentence.pieces == (("减少", ""), ("50.00万元，减少9.7", "new"), ("%。", ""))


def test_a_sentence_that_is_new_is_shown_whole() -> None:
    before, after = document(Run("甲。丙。")), document(Run("甲。乙1人。丙。"))
    (sentence,) = changed(passages(before), passages(after))
    assert plain(sentence) == "乙1人。"
    assert sentence.pieces == (("乙1人。", "new"),)


def test_equal_documents_differ_in_nothing() -> None:
    same = passages(document(Run("甲。"), ASKED))
    assert changed(same, same) == ()


def test_what_waits_is_shown_by_the_fact_that_it_waits_for() -> None:
    gap = Finding(
        code="FACT-MISSING",
        level=Level.MISSING,
        message="缺少“上年收支总计”，报告里留有【待填：上年收支总计】；请填写",
        where=(Place(figure="上年数.收支总计"), Place(paragraph="3.1.收支总体")),
    )
    found = waiting(document(Run("甲。与上年"), ASKED, Run("相比。丙。")), [gap])
    (sentence,) = found["上年数.收支总计"]
    assert sentence.pieces == (("与上年", ""), ("【待填：上年收支总计】", "todo"), ("相比。", ""))


def test_a_long_sentence_is_cut_around_what_is_marked() -> None:
    before, after = document(Run("长" * 400 + "甲" + "尾" * 400)), document(Run("长" * 400 + "乙" + "尾" * 400))
    (sentence,) = changed(passages(before), passages(after))
    assert plain(sentence).startswith("…长") and plain(sentence).endswith("尾…")
    assert ("乙", "new") in sentence.pieces and len(plain(sentence)) < 300


def test_rows_of_a_table_in_the_text_are_sentences_too() -> None:
    def rows(amount: str) -> Document:
        table = TableBlock(
            "3.1.表", "表", "表", (50.0,), (), ((TableCell((Run("培训费"),)), TableCell((Run(amount),))),)
        )
        return Document("某所", "某所", 2020, "x/2020", (Section((table,)),))

    (sentence,) = changed(passages(rows("1.00")), passages(rows("2.00")))
    assert sentence.pieces == (("培训费　", ""), ("2.00", "new"), ("　", ""))

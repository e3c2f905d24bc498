"""What messages say for the command line, and what the page says instead."""

from __future__ import annotations

from collections.abc import Mapping

PAGE_WORDS: Mapping[str, str] = {
    "用 --resume 接着做": "点“接着做”",
    "用 --resume 再试": "点“接着做”再试",
    "用 --resume 写出": "点“接着做”写出",
    "，或用 --pages 由 LibreOffice 得出": "",
    "，或用 --year 给出": "",
    "用 --edition 或在填报的“版式”里指明": "在填报的“版式”里指明",
    "请给出单位的文件夹，或把": "请把",
    "用 narrator batch": "用“成批生成”",
    "用 narrator refresh": "到那个单位的“审阅”页放入它",
    "（narrator new 单位名 --year 年度 --edition 版式 --tables 公开表.xlsx -o 填报.xlsx）": "",
    "用 narrator new 生成": "从“文件”页取一份",
    "用 narrator new 重新生成一份": "从“文件”页另取一份",
    "用 narrator new 另生成一份": "从“文件”页另取一份",
    "用 narrator new 按现在的公开表另生成一份": "从“文件”页另取一份",
    "在填报里补上后用 refresh 更新": "到“填写”页补上，再取走更新后的 Word 文件",
    "输入变了就先用 refresh 更新": "公开表换过的，先取走更新后的 Word 文件",
    "输入错了请先改输入；输入变了请先用 refresh 更新": "填写的内容或公开表错了请先改；数变了请取走更新后的 Word 文件",
    "请用 refresh 看看改了什么，再定稿": "更新后的 Word 文件里看得到改了什么",
    "输入现在给出的是": "现在的数是",
    "），输入已变": "），数已变",
    "按现在的输入": "按现在的数",
    "输入里是 ": "公开表里是 ",
    "，输入中的": "，填写的",
    "请用 --edition 指明版式": "请点单位名称旁的“更改”选版式",
}

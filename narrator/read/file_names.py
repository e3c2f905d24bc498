"""What the files of a unit's folder are called, and what is refused for its name."""

from __future__ import annotations

from pathlib import Path

from narrator.read.safety import refuse

TABLES = "公开表.xlsx"
SAVED_TABLES = "公开表.json"
FACTS = "填报.yaml"
FACTS_WORKBOOK = "填报.xlsx"
LAST_YEAR = "上年"
LIST = "问题清单"  # what `narrator check --report` writes begins so; it is nobody's input
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")


def may_be_input(name: str) -> bool:
    """Whether a file may hold what is wanted: by its kind, or by a name that only its kind (公开表.pdf) belies."""
    kinds = (*SPREADSHEETS, ".csv", ".yml", ".yaml")
    return name.lower().endswith(kinds) or Path(name).stem in (Path(TABLES).stem, Path(FACTS).stem)


def refuse_misnamed(files: list[str]) -> None:
    """Refuse a folder whose 填报 has another name or is of another kind, such as 填报(1).xlsx or 填报.xls."""
    like = [
        name for name in files if name.startswith("填报") and name.lower().endswith((*SPREADSHEETS, ".yml", ".yaml"))
    ]
    if not like or {FACTS, FACTS_WORKBOOK} & set(files):
        return
    listed = "、".join(f"“{name}”" for name in like)
    if len(like) > 1:
        what = f"有几个像是填报的文件：{listed}，不知道读哪个。请留下填好的一个，命名为“{FACTS_WORKBOOK}”，其余移走"
    elif like[0].lower().endswith((".xlsx", ".yml", ".yaml")):
        right = FACTS if like[0].lower().endswith("ml") else FACTS_WORKBOOK
        what = f"{listed}像是填报，但名称不对，没有读。请改名为“{right}”"
    else:
        refuse_kind(Path(like[0]))
    refuse("READ-FACTS-NAME", what, like[0])


def refuse_kind(form: Path) -> None:
    """Refuse a 填报 of another kind than .xlsx; one with macros too, which no question needs."""
    if form.suffix.lower() != ".xlsx":
        what = f"“{form.name}”像是填报，但不是 .xlsx，没有读。请用 Excel 或 WPS 打开，另存为“{FACTS_WORKBOOK}”"
        refuse("READ-FACTS-NAME", what, form.name)

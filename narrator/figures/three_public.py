"""三公经费 (table 7): budget and final, in total and by kind."""

from __future__ import annotations

from narrator.figures.definition import reported

KINDS = {
    "三公经费支出": ("three_public", "合计"),
    "因公出国费": ("overseas_travel", "因公出国（境）费"),
    "公务接待费": ("hospitality", "公务接待费"),
    "公务用车费": ("vehicles", "公务用车购置及运行维护费"),
    "公务用车购置费": ("vehicle_purchase", "公务用车购置费"),
    "公务用车运行费": ("vehicle_operation", "公务用车运行维护费"),
}

for _label, (_id, _column) in KINDS.items():
    reported(_id, _label, "T7", "决算数", _column, whole="三公经费支出", budget=f"{_label}预算")
    reported(f"{_id}_budget", f"{_label}预算", "T7", "预算数", _column)

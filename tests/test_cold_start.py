"""A command loads what it needs and no more: what is left out is what takes longest to load."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from narrator.make import Order, make
from narrator.phrasebook.library import library

UNIT = Path(__file__).parents[1] / "inputs" / "株洲市教育技术装备所-2020"
OTHER_READERS = ("workbook.read", "read.fault", "read.saved", "read.diagnosed", "batch", "web")
OTHER_WRITERS = ("write.html", "write.text", "write.json", "phrasebook.compiler")
NOT_FOR_A_REPORT = {
    *("openpyxl", "xlsxwriter", "docx", "lxml", "jinja2", "num2words", "asyncio", "multiprocessing", "rich"),
    *(f"narrator.{name}" for name in (*OTHER_READERS, *OTHER_WRITERS)),
}
HEAVY = ("pydantic", "jinja2", "docx", "openpyxl", "yaml", "xlsxwriter", "lxml")


def loaded(*args: object) -> set[str]:
    """The modules that a command had loaded when it ended."""
    code = (
        "import atexit, sys; from narrator.cli import main\n"
        "atexit.register(lambda: print('loaded', *sys.modules))\n"
        "main(sys.argv[1:])"
    )
    done = subprocess.run([sys.executable, "-c", code, *map(str, args)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.partition("loaded ")[2].split())


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_the_version_and_the_help_load_nothing_heavy(option):
    assert loaded(option).isdisjoint({*HEAVY, "narrator.verbs"})


def test_a_report_from_a_plain_workbook_loads_no_other_reader_or_writer_and_compiles_nothing(tmp_path):
    loaded("build", UNIT, "-o", tmp_path)  # the edition and the shell of the Word file are made and kept
    assert not loaded("build", UNIT, "-o", tmp_path) & NOT_FOR_A_REPORT
    assert not loaded("check", UNIT) & NOT_FOR_A_REPORT


def test_a_process_that_ends_does_not_look_for_garbage():
    code = (
        "import atexit, gc; from narrator.garbage import collect_seldom\n"
        "atexit.register(lambda: print(len(gc.get_objects()), gc.get_freeze_count()))\n"
        "collect_seldom()"
    )
    looked_at, spared = map(int, subprocess.check_output([sys.executable, "-c", code]).split())
    assert looked_at < 100 < 1000 < spared


def test_a_report_leaves_hardly_any_cyclic_garbage_so_that_collecting_seldom_costs_no_memory():
    reports, order = 5, Order()
    make(UNIT, order, library())
    gc.collect()
    gc.disable()
    try:
        for _ in range(reports):
            make(UNIT, order, library())
        assert gc.collect() < 100 * reports
    finally:
        gc.enable()

"""One unit's job: what is made anew, what is left alone, and what is never overwritten."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from batch_units import account, files_at_most, inputs, written

from narrator.batch import stamp
from narrator.batch.job import Done, Job, run
from narrator.batch.record import Outcome, Record, State
from narrator.make import Order


@pytest.fixture
def job(tmp_path: Path) -> Job:
    inputs(tmp_path / "in", "一所")
    source, folder = tmp_path / "in" / "一所.json", tmp_path / "out" / "一所"
    order = Order(formats=("text",))
    return Job("一所", str(source), str(folder), order, None, stamp.of_program(), Record(State.WAITING), True)


def again(job: Job, done: Done) -> Done:
    return run(replace(job, before=done.record))


def codes(done: Done) -> list[str]:
    assert done.outcome is not None
    return [finding.code for finding in Outcome.model_validate_json(done.outcome).findings]


def report(job: Job) -> Path:
    return Path(job.folder) / "一所-2020.text"


def test_a_unit_is_written_with_its_hashes_totals_and_findings(job: Job) -> None:
    done = run(job)
    assert done.record.state == State.WRITTEN
    assert (
        done.record.files == {name: stamp.of_bytes(data) for name, data in written(Path(job.folder)).items()}
        and len(done.record.files) == 2
    )
    assert done.outcome is not None
    outcome = Outcome.model_validate_json(done.outcome)
    assert (outcome.unit, outcome.year, outcome.edition) == ("一所", 2020, "hunan/2020")
    assert outcome.totals["收支总计"] == "467.63" and outcome.totals["三公经费支出"] == "2.31"
    assert done.record.levels == outcome.levels() and sum(done.record.levels) == len(outcome.findings)


def test_a_unit_of_which_nothing_changed_is_left_alone(job: Job) -> None:
    done = run(job)
    os.utime(report(job), (1, 1))
    assert again(job, done) == Done("一所", replace(done.record, state=State.UNCHANGED), None)
    assert report(job).stat().st_mtime == 1


def test_without_resume_a_unit_is_made_anew(job: Job) -> None:
    done = run(job)
    os.utime(report(job), (1, 1))
    assert run(replace(job, before=done.record, resume=False)) == done
    assert report(job).stat().st_mtime > 1


def test_a_changed_input_is_made_anew(job: Job) -> None:
    done = run(job)
    Path(job.input).write_bytes(account("一所", 2020).replace(b"467.63", b"467.64"))
    changed = again(job, done)
    assert changed.record.state == State.WRITTEN and changed.record.stamp != done.record.stamp
    assert "467.64" in report(job).read_text("utf-8")


def test_another_order_is_made_anew(job: Job) -> None:
    changed = again(replace(job, order=Order(edition="hunan/2022", formats=("text",))), run(job))
    assert changed.record.state == State.WRITTEN and "READ-OVERRULED" not in codes(changed)


def test_a_missing_output_is_written_again(job: Job) -> None:
    done, before = run(job), written(Path(job.folder))
    report(job).unlink()
    assert again(job, done).record.state == State.WRITTEN
    assert written(Path(job.folder)) == before


@pytest.mark.parametrize("left", [b"", bytes(4096)])
def test_an_output_that_a_power_cut_emptied_is_written_again(job: Job, left: bytes) -> None:
    done, before = run(job), written(Path(job.folder))
    report(job).write_bytes(left)
    assert again(job, done).record.state == State.WRITTEN
    assert written(Path(job.folder)) == before


def test_a_changed_edition_is_made_anew(job: Job, tmp_path: Path) -> None:
    edition = tmp_path / "版式" / "hunan" / "2021" / "edition.yaml"
    edition.parent.mkdir(parents=True)
    edition.write_text("extends: hunan/2020\ntitle: 试\n", "utf-8")
    own = replace(job, order=Order(edition="hunan/2021", formats=("text",)), phrasebook=tmp_path / "版式")
    done = run(own)
    assert again(own, done).record.state == State.UNCHANGED
    edition.write_text("extends: hunan/2020\ntitle: 再试\n", "utf-8")
    stamp.of_edition.cache_clear()  # as in the process of the next batch
    assert again(own, done).record.state == State.WRITTEN


def test_an_edited_file_is_not_overwritten_and_refresh_is_named(job: Job) -> None:
    done = run(job)
    report(job).write_text("我改过", "utf-8")
    Path(job.input).write_bytes(account("一所").replace(b"467.63", b"467.64"))
    before = written(Path(job.folder))
    kept = again(job, done)
    assert kept.record.state == State.KEPT and kept.record.exit_code == 1
    assert written(Path(job.folder)) == before
    assert codes(kept)[0] == "UNIT-EDITED" and kept.outcome is not None and "narrator refresh" in kept.outcome
    assert again(job, kept).record.state == State.KEPT
    report(job).unlink()
    assert again(job, kept).record.state == State.WRITTEN
    assert "467.64" in report(job).read_text("utf-8")


def test_an_edited_file_of_an_unchanged_unit_is_told_by_its_state(job: Job) -> None:
    done = run(job)
    report(job).write_text("我改过", "utf-8")
    assert again(job, done) == Done("一所", replace(done.record, state=State.KEPT), None)
    assert report(job).read_text("utf-8") == "我改过"


def test_a_file_that_the_ledger_does_not_know_is_not_overwritten_unless_it_is_the_same(job: Job) -> None:
    done = run(job)
    assert run(job) == done
    report(job).write_text("别处来的", "utf-8")
    assert run(job).record.state == State.KEPT


def test_files_of_a_former_result_are_told_until_they_are_moved(job: Job) -> None:
    done = run(job)
    Path(job.input).write_bytes(account("一所", 2021))
    changed = again(job, done)
    assert changed.record.state == State.WRITTEN and codes(changed)[0] == "UNIT-LEFT"
    assert {"一所-2020.text", "一所-2021.text"} <= changed.record.files.keys()
    report(job).unlink()
    (Path(job.folder) / "一所-2020.findings.json").unlink()
    assert "UNIT-LEFT" not in codes(again(job, changed))


def test_an_edited_file_of_a_former_name_is_told_once_and_no_longer_makes_the_unit_a_kept_one(job: Job) -> None:
    done = run(job)
    report(job).write_text("我改过", "utf-8")
    Path(job.input).write_bytes(account("新一所"))
    renamed = again(job, done)
    assert renamed.record.state == State.WRITTEN and codes(renamed)[0] == "UNIT-LEFT"
    assert renamed.outcome is not None and "“一所-2020.text”" in renamed.outcome
    assert again(job, renamed).record.state == State.UNCHANGED
    Path(job.input).write_bytes(account("一所"))
    assert again(job, renamed).record.state == State.KEPT
    assert report(job).read_text("utf-8") == "我改过"


def test_an_input_that_is_mended_after_it_was_broken_finds_its_old_files_its_own(job: Job) -> None:
    done, sound = run(job), Path(job.input).read_bytes()
    Path(job.input).write_bytes(b"{")
    broken = again(job, done)
    assert broken.record.state == State.UNUSABLE and "UNIT-LEFT" in codes(broken)
    Path(job.input).write_bytes(sound.replace(b"467.63", b"467.64"))
    assert again(job, broken).record.state == State.WRITTEN


def test_a_vanished_input_is_a_finding_and_is_tried_again(job: Job) -> None:
    Path(job.input).rename(Path(job.input).with_suffix(".away"))
    gone = run(job)
    assert (gone.record.state, gone.record.stamp, gone.record.exit_code) == (State.UNUSABLE, None, 2)
    assert codes(gone) == ["READ-NOT-FOUND"]


def test_a_full_disk_is_a_finding_and_leaves_nothing_half_written(job: Job) -> None:
    with files_at_most(4000):
        full = run(job)
    assert full.record.state == State.FAILED and full.record.exit_code == 2
    assert full.outcome is not None and "无法写入" in full.outcome and "磁盘空间" in full.outcome
    assert written(Path(job.folder)) == {}
    assert again(job, full).record.state == State.WRITTEN


def test_an_output_that_cannot_be_written_is_a_finding(job: Job) -> None:
    Path(job.folder).parent.mkdir()
    Path(job.folder).write_text("一个文件占了文件夹的位置", "utf-8")
    blocked = run(job)
    assert blocked.record.state == State.FAILED
    assert blocked.outcome is not None and "一所" in blocked.outcome


def test_what_a_killed_worker_left_is_swept(job: Job) -> None:
    Path(job.folder).mkdir(parents=True)
    (Path(job.folder) / ".narrator-1.tmp").write_bytes(b"half")
    done = run(job)
    assert set(written(Path(job.folder))) == set(done.record.files)


def test_another_version_of_the_program_refuses_the_job(job: Job) -> None:
    other = run(replace(job, program="0"))
    assert other.record.state == State.FAILED and codes(other) == ["UNIT-OTHER-PROGRAM"]
    assert not Path(job.folder).exists()


def test_a_refused_final_report_is_not_made_anew_while_nothing_changes(job: Job) -> None:
    Path(job.input).write_bytes(
        account("一所").replace(b'"468.39"', b'"468.40"').replace(b'"edition": "hunan/2020",', b"")
    )
    final = replace(job, order=Order(formats=("text",), final=True))
    refused = run(final)
    assert refused.record.state == State.REFUSED and refused.record.exit_code == 1
    assert again(final, refused) == Done("一所", refused.record, None)
    assert not Path(job.folder).exists()


def test_a_unit_that_takes_too_much_memory_says_so(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(*given: object) -> None:
        raise MemoryError

    monkeypatch.setattr(sys.modules[run.__module__], "make", make)
    done = run(job)
    assert done.record.state == State.FAILED and codes(done) == ["UNIT-MEMORY"]

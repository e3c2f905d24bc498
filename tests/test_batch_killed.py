"""Batches with real processes: workers killed, the whole killed and resumed, interrupted by Ctrl-C."""

import os
import signal
import threading
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from batch_units import POISON, hanging_on_poison, inputs, killed_by_poison, started, wait_for, workers_of, written

from narrator.batch import stamp
from narrator.batch.driver import EACH, results
from narrator.batch.executors import Crew, processes
from narrator.batch.job import Done, Job
from narrator.batch.processes import Processes
from narrator.batch.record import Record, State
from narrator.batch.tally import Tally
from narrator.errors import NarratorError
from narrator.make import Order
from narrator.verbs import batch

UNITS = tuple(f"{number:02}所" for number in range(24))


def jobs(source: Path, out: Path) -> list[Job]:
    order, program = Order(formats=("text",)), stamp.of_program()
    return [
        Job(path.stem, str(path), str(out / path.stem), order, None, program, Record(State.WAITING), False)
        for path in sorted(source.iterdir())
    ]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Inputs and what a batch makes of them that nothing disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    source = inputs(folder / "in", *UNITS)
    assert batch(source, folder / "out", workers=2).tally.states == {State.WRITTEN: len(UNITS)}
    return source, written(folder / "out")


@pytest.mark.parametrize("pack", [1, 3])
def test_only_the_unit_that_kills_its_worker_fails(tmp_path: Path, pack: int) -> None:
    source = inputs(tmp_path / "in", "1所", "2所", f"3{POISON}", "4所", "5所", f"6{POISON}", "7所")
    with processes(2) as crew:
        crew = crew._replace(pack=pack)
        ended = list(results(iter(jobs(source, tmp_path / "out")), crew, lambda: False, killed_by_poison))
    states = {done.key: done.record.state for done in ended}
    assert states == {
        **dict.fromkeys(("1所", "2所", "4所", "5所", "7所"), State.WRITTEN),
        **dict.fromkeys((f"3{POISON}", f"6{POISON}"), State.FAILED),
    }
    assert all("UNIT-WORKER-LOST" in (done.outcome or "") for done in ended if done.record.state == State.FAILED)


def test_a_unit_that_hangs_is_given_up_and_the_others_are_written(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in", "1所", f"2{POISON}", "3所", "4所")
    with Processes(2, patience=3) as executor:
        ended = list(results(iter(jobs(source, tmp_path / "out")), Crew(executor, 2), lambda: False, hanging_on_poison))
    states = {done.key: done.record.state for done in ended}
    assert states == {**dict.fromkeys(("1所", "3所", "4所"), State.WRITTEN), f"2{POISON}": State.FAILED}
    assert ["UNIT-LATE" in (done.outcome or "") for done in ended].count(True) == 1


def test_a_killed_worker_is_replaced_and_every_unit_is_written(
    undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    source, expected = undisturbed
    process = started(source, tmp_path / "out", "--workers", "2")
    wait_for(lambda: any(tmp_path.glob("out/*/*.docx")))
    os.kill(workers_of(process)[0], signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0 and f"已写出{len(UNITS)}个" in said
    assert written(tmp_path / "out") == expected


def test_killed_at_any_moment_and_resumed_the_bytes_are_those_of_an_undisturbed_run(
    undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    source, expected = undisturbed
    for units in (1, 12):
        process = started(source, tmp_path / "out", "--workers", "2", "--resume")
        wait_for(lambda: len(list(tmp_path.glob("out/*/*.docx"))) >= units)  # noqa: B023
        workers = workers_of(process)
        process.kill()
        process.communicate()
        wait_for(lambda: not any(Path(f"/proc/{worker}/cmdline").exists() for worker in workers))  # noqa: B023
    done = batch(source, tmp_path / "out", workers=2, resume=True)
    assert done.tally.states[State.UNCHANGED] >= 5  # those recorded; each kill may lose what was in hand
    assert done.tally.states.keys() == {State.UNCHANGED, State.WRITTEN}
    assert written(tmp_path / "out") == expected


def test_ctrl_c_finishes_what_is_in_hand_and_says_how_to_resume(
    undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    source, expected = undisturbed
    process = started(source, tmp_path / "out", "--workers", "1", "--summary", str(tmp_path / "汇总.xlsx"))
    wait_for(lambda: any(tmp_path.glob("out/*/*.docx")))
    for pid in (process.pid, *workers_of(process)):
        os.kill(pid, signal.SIGINT)  # as a terminal does
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "正在停下" in said and "Traceback" not in said and "还有" in said and "--resume" in said
    assert (tmp_path / "汇总.xlsx").is_file()
    so_far = written(tmp_path / "out")
    reports = sum(name.endswith(".docx") for name in so_far)
    assert EACH <= reports < len(UNITS)
    assert so_far.items() <= expected.items()
    done = batch(source, tmp_path / "out", workers=1, resume=True)
    assert done.tally.states[State.UNCHANGED] == reports
    assert written(tmp_path / "out") == expected


def test_another_thread_stops_a_batch_after_the_units_in_hand(
    undisturbed: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    source, expected = undisturbed
    stop, lasts = threading.Event(), list[str]()

    def progress(tally: Tally) -> None:
        assert tally.last is not None
        lasts.extend([] if tally.stopping and tally.last.key in lasts else [tally.last.key])
        stop.set()

    with ThreadPoolExecutor(1) as thread:
        run = partial(batch, source, tmp_path / "out", workers=1, progress=progress, stop=stop.is_set)
        done = thread.submit(run).result(timeout=120)
    assert done.interrupted and lasts == list(UNITS[:EACH])
    assert batch(source, tmp_path / "out", workers=1, resume=True).tally.states[State.UNCHANGED] == EACH
    assert written(tmp_path / "out") == expected


def test_two_batches_do_not_write_one_folder(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in", *UNITS[:6])
    process = started(source, tmp_path / "out", "--workers", "1")
    wait_for(lambda: any(tmp_path.glob("out/*/*.docx")))
    os.kill(process.pid, signal.SIGSTOP)
    with pytest.raises(NarratorError, match="另一个批次"):
        batch(source, tmp_path / "out")
    os.kill(process.pid, signal.SIGCONT)
    process.communicate(timeout=60)
    assert process.returncode == 0


class _Disconnected(Executor):
    """An executor whose cluster is gone: it cancels whatever it is given."""

    def submit(self, *_: object) -> Future[Done]:  # type: ignore[override]
        future: Future[Done] = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future


def test_a_lost_cluster_ends_the_batch_and_says_how_to_resume(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in", "一所")
    with pytest.raises(NarratorError, match="--resume") as error:
        list(results(iter(jobs(source, tmp_path / "out")), Crew(_Disconnected(), 1), lambda: False))
    assert isinstance(error.value.__cause__, CancelledError)

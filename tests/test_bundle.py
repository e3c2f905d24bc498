"""The offline bundles: complete for every system, and installed without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bundle.package import EXAMPLE, packed, starter
from bundle.targets import Target, targets
from bundle.wheels import collect, missing

HERE = sys.version_info[:2]
LINUX = tuple(target for target in targets("Linux", (HERE,)) if target.machine == os.uname().machine)
WINDOWS = targets("Windows", ((3, 12),))
WITHOUT_NETWORK = ("unshare", "--net", "--map-root-user")


def collected(folder: Path, served: tuple[Target, ...]) -> Path:
    """A wheelhouse for these targets; the test is skipped on a machine without a package registry."""
    try:
        collect(folder, served)
    except subprocess.CalledProcessError:
        pytest.skip("没有网络，下载不到安装包")
    return folder


@pytest.fixture(scope="module")
def windows_wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return collected(tmp_path_factory.mktemp("windows"), WINDOWS)


def test_every_requirement_has_a_wheel_for_windows(windows_wheels: Path) -> None:
    assert [missing(windows_wheels, target) for target in WINDOWS] == [[]]


def test_a_wheel_of_another_system_or_python_does_not_count(windows_wheels: Path) -> None:
    (other,) = targets("Windows", ((3, 13),))
    assert {each.name for each in missing(windows_wheels, other)} >= {"lxml", "pydantic-core", "pyyaml"}
    assert {each.name for each in missing(windows_wheels, LINUX[0])} >= {"lxml", "pydantic-core", "pyyaml"}


def test_a_wheel_that_is_taken_away_is_missed(windows_wheels: Path, tmp_path: Path) -> None:
    less = shutil.copytree(windows_wheels, tmp_path / "wheels")
    next(less.glob("docopt-*.whl")).unlink()
    assert [each.name for each in missing(less, WINDOWS[0])] == ["docopt"]


@pytest.mark.skipif(shutil.which("unshare") is None, reason="没有 unshare，不能断开网络试装")
def test_the_linux_bundle_installs_and_writes_the_example_without_network(tmp_path: Path) -> None:
    if subprocess.run([*WITHOUT_NETWORK, "true"], capture_output=True).returncode:
        pytest.skip("这台机器不许断开网络试装")
    bundle = packed("Linux", collected(tmp_path / "wheels", LINUX), tmp_path)
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / bundle.stem
    words = ["sh", str(folder / "启动.sh"), "build", str(folder / "示例" / EXAMPLE), "-o", str(tmp_path / "out")]
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }
    done = subprocess.run([*WITHOUT_NETWORK, *words], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / f"{EXAMPLE}.docx").read_bytes().startswith(b"PK")
    assert len(list((tmp_path / "data" / "narrator").glob("env-*/ready"))) == 1


def test_the_starter_says_in_chinese_that_python_is_missing(tmp_path: Path) -> None:
    (tmp_path / "启动.sh").write_bytes(starter("Linux"))
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("dirname", "sh"):
        (tools / tool).symlink_to(shutil.which(tool) or "")
    done = subprocess.run(
        ["/bin/sh", str(tmp_path / "启动.sh")], env={"PATH": str(tools)}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "没有找到 Python（需要 3.11 至 3.14）" in done.stdout


def test_the_windows_starter_has_the_line_ends_of_windows() -> None:
    lines = starter("Windows").split(b"\n")
    assert all(line.endswith(b"\r") for line in lines[:-1])
    assert b"{version}" not in starter("Windows")


def test_the_same_wheels_make_the_same_bytes(windows_wheels: Path, tmp_path: Path) -> None:
    first, second = (packed("Windows", windows_wheels, tmp_path / name) for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()

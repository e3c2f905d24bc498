"""What the offline bundles are made for: systems, their machines, and the Pythons they may have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from packaging.markers import default_environment
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms

PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))


@dataclass(frozen=True)
class Target:
    """One kind of machine with one Python: `platforms` are the tags of wheels that run on it, the best first."""

    system: str
    platform: str
    machine: str
    platforms: tuple[str, ...]
    python: tuple[int, int]

    @property
    def version(self) -> str:
        """The Python as 3.12."""
        return f"{self.python[0]}.{self.python[1]}"

    @property
    def environment(self) -> dict[str, str]:
        """What the markers of requirements see on this machine."""
        here = {key: str(value) for key, value in default_environment().items()}
        return {
            **here,
            "sys_platform": self.platform,
            "platform_system": self.system,
            "platform_machine": self.machine,
            "os_name": "nt" if self.platform == "win32" else "posix",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "python_version": self.version,
            "python_full_version": f"{self.version}.0",
        }

    @cached_property
    def tags(self) -> frozenset[Tag]:
        """The tags of all wheels that can be installed here."""
        interpreter = f"cp{self.python[0]}{self.python[1]}"
        exact = cpython_tags(self.python, platforms=self.platforms)
        return frozenset((*exact, *compatible_tags(self.python, interpreter, self.platforms)))


def _glibc(machine: str) -> tuple[str, ...]:
    """Wheels for glibc 2.28 and older, which the domestic desktops have."""
    named = (f"manylinux{year}_{machine}" for year in ("2014", "2010", "1"))
    return (*(f"manylinux_2_{minor}_{machine}" for minor in range(28, 4, -1)), *named)


_MACHINES = {
    "Windows": (("win32", "AMD64", ("win_amd64",)),),
    "macOS": (
        ("darwin", "arm64", tuple(mac_platforms((12, 0), "arm64"))),
        ("darwin", "x86_64", tuple(mac_platforms((12, 0), "x86_64"))),
    ),
    "Linux": (("linux", "x86_64", _glibc("x86_64")), ("linux", "aarch64", _glibc("aarch64"))),
}
SYSTEMS = tuple(_MACHINES)


def targets(system: str, pythons: tuple[tuple[int, int], ...] = PYTHONS) -> tuple[Target, ...]:
    """Every kind of machine with every Python that the bundle of a system serves."""
    names = {"macOS": "Darwin"}
    return tuple(
        Target(names.get(system, system), *machine, python) for machine in _MACHINES[system] for python in pythons
    )

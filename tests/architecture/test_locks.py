"""The locked dependencies: exact, with hashes, without addresses, and in step with pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "installer" / "requirements.lock"
TESTS = ROOT / "installer" / "requirements-test.lock"
HASHES_FOR_TWO_SYSTEMS = 2


def entries(lock: Path) -> dict[str, tuple[str, list[str]]]:
    """Package → its version and hashes."""
    found = {}
    for entry in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip()):
        pinned = re.match(r"([a-z0-9-]+)==(\S+)", entry)
        assert pinned is not None, entry
        found[pinned[1]] = (pinned[2], re.findall(r"--hash=sha256:([0-9a-f]{64})\b", entry))
    return found


def requirements(group: str | None) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(one) for one in (project["optional-dependencies"][group] if group else project["dependencies"])]


@pytest.mark.parametrize("lock", [PROGRAM, TESTS], ids=lambda lock: lock.name)
def test_every_pin_has_hashes_and_nothing_has_an_address(lock: Path) -> None:
    assert all(hashes for _, hashes in entries(lock).values())
    assert not re.search(r"https?:|//|index|find-links|\.(org|com|io)\b", lock.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("lock", "group"), [(PROGRAM, None), (TESTS, None), (TESTS, "test")])
def test_the_lock_answers_what_pyproject_asks(lock: Path, group: str | None) -> None:
    pinned = entries(lock)
    for wanted in requirements(group):
        version, _ = pinned[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(version), wanted


def test_the_tests_run_against_what_the_desk_installs() -> None:
    tests = entries(TESTS)
    assert {name: tests.get(name) for name in entries(PROGRAM)} == entries(PROGRAM)


def test_compiled_libraries_are_locked_for_more_than_one_system() -> None:
    pinned = entries(PROGRAM)
    compiled = (
        "pyside6-essentials",
        "sqlcipher3",
        "cryptography",
        "argon2-cffi-bindings",
        "python-calamine",
        "pillow",
        "zxing-cpp",
    )
    assert [name for name in compiled if len(pinned[name][1]) < HASHES_FOR_TWO_SYSTEMS] == []

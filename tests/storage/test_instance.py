"""One process per profile."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.storage.instance import InstanceLock
from tests.storage.support import refused

HOLD = """
import sys
from pathlib import Path
from casa_desktop.storage.instance import InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_holder_is_refused_and_told_who_has_it(folder: Path) -> None:
    with InstanceLock(folder):
        with pytest.raises(CasaError) as raised:
            InstanceLock(folder)
        assert refused(raised, Code.BASE_IN_USE, pid=os.getpid())
    with InstanceLock(folder):
        pass


def test_another_process_is_refused_until_the_holder_dies(folder: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(CasaError) as raised:
            InstanceLock(folder)
        assert refused(raised, Code.BASE_IN_USE, pid=holder.pid)
    finally:
        holder.kill()
        holder.communicate()
    with InstanceLock(folder):
        pass


def test_of_many_that_start_at_once_one_gets_it(folder: Path) -> None:
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", HOLD, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(6)
    ]
    try:
        lines = [racer.stdout.readline() for racer in racers if racer.stdout is not None]
        assert lines.count("held\n") == 1
    finally:
        for racer in racers:
            racer.kill()
            racer.communicate()


def test_the_folder_is_made(tmp_path: Path) -> None:
    with InstanceLock(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b").is_dir()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_text("no es una carpeta", encoding="utf-8")
    with pytest.raises(CasaError) as raised:
        InstanceLock(tmp_path / "archivo")
    assert refused(raised, Code.CANNOT_WRITE)

"""A file of the user's is written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.reports.files import write


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "informe ñ.pdf"
    write(path, b"one")
    write(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, Code.DISK_FULL), (errno.EDQUOT, Code.DISK_FULL), (errno.EIO, Code.CANNOT_WRITE)],
)
def test_the_old_file_stays_when_the_disk_says_no(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: Code
) -> None:
    path = tmp_path / "informe.pdf"
    path.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CasaError) as caught:
        write(path, b"new")
    assert caught.value.code is code
    assert caught.value.problems[0].values["file"] == "informe.pdf"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    for path in (tmp_path / "missing" / "a.pdf", tmp_path, tmp_path / "a\0b.pdf", tmp_path / ("x" * 300)):
        with pytest.raises(CasaError) as caught:
            write(path, b"x")
        assert caught.value.code is Code.CANNOT_WRITE
    assert list(tmp_path.iterdir()) == []

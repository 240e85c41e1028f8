"""Runs the command line as a shell would, in this process."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest

from casa_desktop.cli.main import main


@dataclass(frozen=True)
class Ran:
    """What a command left: exit status and both streams."""

    status: int
    out: bytes
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.decode("utf-8").splitlines()


class _Stream(io.TextIOWrapper):
    """A text stream over bytes that is no terminal."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")

    def bytes(self) -> bytes:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue()


def casa(*arguments: object, password: str | None = None, stdin: str = "") -> Ran:
    """``casa ARGUMENTS`` with the password in the environment, as a program without a terminal."""
    out, err = _Stream(), _Stream()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        patch.delenv("CASA_CLAVE", raising=False)
        if password is not None:
            patch.setenv("CASA_CLAVE", password)
        with redirect_stdout(out), redirect_stderr(err):
            status = main([str(argument) for argument in arguments])
    return Ran(status, out.bytes(), err.bytes().decode("utf-8"))

"""The log holds codes; whatever else somebody hands to it stays out."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from casa_desktop import logs
from casa_desktop.domain.errors import CasaError, Code, fault

SECRET = "Yusmari Peñaloza"
log = logging.getLogger("casa_desktop.tests")


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    handler = logs.start(tmp_path / "registro.log")
    yield tmp_path / "registro.log"
    logs.stop(handler)


def fails(name: str) -> None:
    try:
        raise KeyError(name)
    except KeyError as error:
        raise fault(Code.NOT_FOUND, person=name) from error


@pytest.mark.logs_errors
def test_an_exception_is_written_without_its_values(path: Path) -> None:
    try:
        fails(SECRET)
    except Exception:
        log.exception("unlock failed")
    text = path.read_text(encoding="utf-8")
    assert SECRET not in text
    assert "CasaError [not_found]" in text
    assert "builtins.KeyError" in text
    assert "unlock failed" in text
    assert " fails\n" in text
    assert str(Path(__file__).parent) not in text


@pytest.mark.logs_errors
def test_what_another_handler_made_of_an_exception_is_not_taken_over(tmp_path: Path) -> None:
    """``logging`` keeps the first formatter's text on the record for the next one."""
    other = logging.StreamHandler(io.StringIO())
    logging.getLogger("casa_desktop").addHandler(other)
    handler = logs.start(tmp_path / "registro.log")
    try:
        fails(SECRET)
    except CasaError:
        log.exception("unlock failed")
    finally:
        logs.stop(handler)
        logging.getLogger("casa_desktop").removeHandler(other)
    assert SECRET in other.stream.getvalue()
    assert SECRET not in (tmp_path / "registro.log").read_text(encoding="utf-8")


def test_arguments_that_are_no_codes_are_written_as_their_type(path: Path) -> None:
    log.warning("%s %s %s %s %s", SECRET, ["x"], ValueError(SECRET), "copy.made", 7)
    log.warning("%(who)s %(code)s", {"who": SECRET, "code": "base_in_use"})
    log.warning(ValueError(SECRET))
    text = path.read_text(encoding="utf-8")
    assert SECRET not in text
    assert "Yusmari" not in text
    assert "<str> <list> builtins.ValueError copy.made 7" in text
    assert "<str> base_in_use" in text


def test_it_turns_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(22_000):
        log.info("a line of some length, to fill the file: %d", number)
    files = sorted(path.parent.glob("registro.log*"))
    assert 2 <= len(files) <= 4
    assert all(file.stat().st_size <= 512 * 1024 for file in files)


@pytest.mark.logs_errors
def test_a_log_that_cannot_be_written_is_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handler = logs.start(tmp_path / "no" / "hay" / "carpeta.log")
    try:
        log.error("nobody reads this: %s", SECRET)
    finally:
        logs.stop(handler)
    assert SECRET not in capsys.readouterr().err


def test_only_the_program_writes(path: Path) -> None:
    logging.getLogger("sqlalchemy").error("parameters: %s", SECRET)
    assert not path.exists()

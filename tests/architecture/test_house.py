"""The rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 400
CLOCK_CALLS = {"now", "today", "utcnow", "time", "time_ns", "gmtime", "localtime"}
"""A stopwatch (``time.monotonic``) tells no date and may stand where something is measured."""
CLOCK_OWNERS = {"datetime", "date", "time"}


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


OURS = sources("casa_desktop")
EVERY = sources("casa_desktop", "tests", "installer")


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_no_file_grows_without_end(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", sorted(ROOT.glob("casa_desktop/**/__init__.py")), ids=name_of)
def test_packages_do_nothing_when_imported(path: Path) -> None:
    assert path.read_bytes() == b""


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def clock_calls(path: Path) -> list[str]:
    """Calls that ask the machine what time it is, as ``line: owner.name``."""
    found = []
    for call in calls(path):
        function = call.func
        if isinstance(function, ast.Attribute) and function.attr in CLOCK_CALLS:
            owner = function.value.id if isinstance(function.value, ast.Name) else ""
            if owner in CLOCK_OWNERS or (
                isinstance(function.value, ast.Attribute) and function.value.attr in CLOCK_OWNERS
            ):
                found.append(f"{call.lineno}: {owner}.{function.attr}")
    return found


def test_only_the_clock_asks_what_time_it_is() -> None:
    found = {name_of(path): clock_calls(path) for path in OURS if name_of(path) != "casa_desktop/domain/clock.py"}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_clock_rule_sees_a_call(tmp_path: Path) -> None:
    guilty = tmp_path / "guilty.py"
    guilty.write_text("import datetime\ndatetime.date.today()\n", encoding="utf-8")
    assert clock_calls(guilty)


def test_labels_are_made_in_one_place_where_they_are_plain_text() -> None:
    guilty = [
        f"{name_of(path)}:{call.lineno}"
        for path in OURS
        if name_of(path) != "casa_desktop/ui/widgets.py"
        for call in calls(path)
        if (call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")) == "QLabel"
    ]
    assert guilty == []


@pytest.mark.parametrize("path", EVERY, ids=name_of)
def test_an_ignore_names_its_rule_and_its_reason(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if path == Path(__file__):
            return
        if "type: ignore" in line:
            assert re.search(r"# type: ignore\[[a-z-, ]+\]  # \S", line), f"line {number}"
        if re.search(r"# noqa\b", line):
            assert re.search(r"# noqa: [A-Z0-9, ]+(  # | - | — |: ).*\S", line), f"line {number}"


def test_every_dependency_has_bounds_and_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        assert re.fullmatch(r"[A-Za-z0-9_-]+>=[\d.]+,<[\d.]+", requirement), requirement
        assert re.search(rf'"{re.escape(requirement)}", +# \w', text), requirement


def tracked_text() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    for name in filter(None, listed.decode().split("\0")):
        raw = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in raw[:4096]:
            yield name, raw.decode("utf-8", "replace")


def test_no_file_names_a_registry_or_a_machine() -> None:
    guilty = re.compile(
        "|".join(
            [
                "python" + "hosted",
                r"pypi" + r"\.org",
                "deb" + r"\.debian",
                "registry" + r"\.npm",
                r"index-url\s*=",
                r"^\[\[?(tool\.uv\.)?(index|sources?)\]",
                "/ro" + "ot/",
                "/wo" + "rk/",
                "/op" + "t/",
                "/tm" + "p/",
            ]
        ),
        re.MULTILINE,
    )
    assert [name for name, text in tracked_text() if guilty.search(text)] == []


def test_what_goes_to_the_clipboard_was_written_down() -> None:
    """Each file that fills it names the way it left, which a verb enters first; the text of a bug alone has none."""
    filling = [path for path in OURS if "clipboard().setText(" in path.read_text(encoding="utf-8")]
    assert filling
    unsaid = [name_of(p) for p in filling if not re.search(r"Way\.(COPY|MESSAGE)", p.read_text(encoding="utf-8"))]
    assert unsaid == ["casa_desktop/ui/dialogs.py"]


def modules_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after *code*."""
    script = f"{code}\nimport sys\nprint(' '.join({{m.partition('.')[0] for m in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60
    )
    return set(done.stdout.split())


def test_the_login_page_loads_neither_database_nor_paper() -> None:
    loaded = modules_after("import casa_desktop.app, casa_desktop.ui.login, casa_desktop.wiring")
    assert "PySide6" in loaded
    assert loaded.isdisjoint({"sqlalchemy", "alembic", "reportlab", "xlsxwriter", "python_calamine"})


def test_qt_survives_five_thousand_signals() -> None:
    script = (
        "from PySide6.QtCore import QObject, Signal\n"
        "class Sender(QObject):\n    sent = Signal(int)\n"
        "sender = Sender()\ngot = []\nsender.sent.connect(got.append)\n"
        "for number in range(5000):\n    sender.sent.emit(number)\n"
        "assert len(got) == 5000\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr

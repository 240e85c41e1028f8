"""Who may import what, where the contracts of import-linter cannot say it."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
OURS = {"casa_desktop", "tests", "installer"}
NOT_IMPORTED = {
    "tzdata": "data only",
    "pytest-qt": "a plugin",
    "pytest-timeout": "a plugin",
    "hatchling": "builds the wheel",
    "ruff": "a program",
    "mypy": "a program",
    "import-linter": "a program",
}
PART_OF = {"shiboken6": "pyside6", "pyside6-essentials": "pyside6", "pyside6-addons": "pyside6"}


def imported(path: Path) -> set[str]:
    """Full names of the modules that a file imports anywhere; relative imports are not a habit of this house."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            found.add(node.module or "")
    return found


def tops(folder: str) -> set[str]:
    return {name.partition(".")[0] for path in (ROOT / folder).rglob("*.py") for name in imported(path)}


def declared(*groups: str) -> set[str]:
    """Names of the distributions that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [] if groups else project["dependencies"]
    for group in groups:
        wanted = [*wanted, *project["optional-dependencies"][group]]
    return {canonicalize_name(Requirement(one).name) for one in wanted}


def third_party(folder: str) -> set[str]:
    """Distributions that the files of a folder import."""
    known = packages_distributions()
    found = set()
    for top in tops(folder) - set(sys.stdlib_module_names) - OURS:
        name = canonicalize_name(known.get(top, [top])[0])
        found.add(PART_OF.get(name, name))
    return found


@pytest.mark.parametrize(
    "path", sorted((ROOT / "casa_desktop" / "domain").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_the_domain_stands_on_the_standard_library(path: Path) -> None:
    allowed = sys.stdlib_module_names
    foreign = [name for name in imported(path) if name.partition(".")[0] not in allowed]
    assert [name for name in foreign if not name.startswith("casa_desktop.domain")] == []


def test_migrations_import_nothing_of_ours() -> None:
    files = sorted((ROOT / "casa_desktop" / "storage" / "migrations").rglob("*.py"))
    assert len(files) > 2
    ours = {path.name: {name for name in imported(path) if name.partition(".")[0] in OURS} for path in files}
    assert {name: names for name, names in ours.items() if names} == {}


def test_the_installer_needs_nothing_that_it_installs() -> None:
    assert tops("installer") <= set(sys.stdlib_module_names) | {"installer"}


def test_the_program_imports_what_it_declares_and_declares_what_it_imports() -> None:
    assert third_party("casa_desktop") == declared() - NOT_IMPORTED.keys()


def test_the_tests_import_what_they_declare_and_declare_what_they_import() -> None:
    used = third_party("tests")
    assert used <= declared() | declared("test")
    assert declared("test") - NOT_IMPORTED.keys() <= used

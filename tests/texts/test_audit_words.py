"""Every act that the program enters into the audit has Spanish words, and nothing else has."""

import ast
from pathlib import Path

import casa_desktop
from casa_desktop.domain.access import Action
from casa_desktop.texts import audit


def _acts() -> set[str]:
    """The first argument of every ``….audit("act", …)`` in the program."""
    found: set[str] = set()
    for path in Path(next(iter(casa_desktop.__path__))).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "audit":
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def test_every_act_has_words() -> None:
    acts = _acts()
    assert len(acts) > 20, "the search finds nothing any more"
    assert acts <= set(audit.ACTS), acts - set(audit.ACTS)


def test_an_act_of_a_newer_program_shows_its_code() -> None:
    assert audit.act("moon.visit") == "moon.visit"


def test_a_denial_says_what_was_asked_for() -> None:
    assert audit.record("denied", Action.NOTE_READ) == "leer las notas de psicología"
    assert audit.record("denied", "psicologia") == "llave de psicología"
    assert audit.record("denied", "something.else") == "something.else"


def test_a_long_code_is_cut_and_a_short_one_is_not() -> None:
    assert audit.record("visit.record", "8f" * 16) == "8f8f8f8f"
    assert audit.record("person.edit", "P-000123") == "P-000123"


def test_fields_read_as_the_forms_show_them() -> None:
    assert audit.fields(["full_name", "roles", "psicologia", "unknown_field"]) == (
        "Nombre completo, Roles, psicología, unknown_field"
    )
    assert audit.fields(["desglose_pdf", "sex", "filter:funder"]) == "desglose_pdf, Sexo, filtro por Financiador"

"""One key, one meaning in the whole house: the table of ``ui/hotkeys.py``, and nobody beside it."""

import ast
import importlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from casa_desktop.domain.access import Role
from casa_desktop.texts import ui_shell
from casa_desktop.ui import hotkeys
from casa_desktop.ui.pages import PAGES as PAGES_OF_ALL
from casa_desktop.ui.pages import pages_for
from tests.architecture.test_house import ROOT, name_of, sources

_KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift|Mayús)\+)+(?:(?:Re|Av) Pág|\w+|[↑↓])|\bF\d\d?\b")
_DIGIT = re.compile(r"(Ctrl|Alt|Ctrl\+Mayús)\+\d$")
PAGES = [
    path
    for path in sources("casa_desktop/ui")
    if path.name not in ("hotkeys.py", "scenes.py") and "gallery" not in path.parts
]

ACTS = {
    "ADD_PERSON": "agregar otra",
    "ADD_RELATIVE": "agregar",
    "AGAIN": "igual",
    "ANONYMOUS": "anónima atención entregar línea",
    "APART": "desgloses desglosar",
    "ARRIVE": "llega",
    "ARRIVE_WITH": "llega",
    "ATTEND": "atender ir pasarla responder",
    "CALL_NEXT": "llamar",
    "CANCEL": "borrar cancelar detener retirar",
    "CLOSED_TOO": "ver",
    "CODE": "digitar",
    "COPY": "copiar",
    "COPY_DAY": "copiar",
    "COUNT": "comparar contar conteo",
    "DAY": "cambiar",
    "DOWN": "bajar",
    "DUE": "ir",
    "DUPLICATES": "posibles duplicados",
    "EARLIER": "12 antes fechas mes meses",
    "EDIT": "cambiar corregir escribir filas",
    "EDIT_COUNTING": "cómo",
    "EVERYBODY": "asistieron",
    "FAMILY": "atender",
    "FILTER": "filtros",
    "FIND": "buscar",
    "FOLLOW_UP": "programar seguimiento",
    "GO_ON": "seguir",
    "HELP": "ayuda",
    "HISTORY": "agregar cifras historia ir movimientos",
    "KIOSK": "abrir",
    "KNOWN": "alguien es",
    "LATER": "12 después el fechas mes meses",
    "LOCK": "bloquear",
    "MENU": "menú",
    "MERGE": "unir",
    "MORE": "abrir ir más ver",
    "NAMELESS": "registrar sin",
    "NEW": "agregar anotar copiar donación elegir importar nueva nuevo poner publicar registrar solicitar",
    "NEW_OTHER": "agregar anotar artículo conectividad rangos registrar",
    "NEXT_PAGE": "la",
    "NEXT_SECTION": "parte",
    "NEXT_SHEET": "otra",
    "NEXT_STEP": "anotar cerrar dar poner ponerla",
    "NOMINAL": "guardar lista",
    "NOW": "este hoy volver",
    "OFFERED": "agregarlos",
    "OPEN": "abrir importar publicaciones vistas",
    "OTHER_PAPER": "guardar hoja imprimir lista tarjeta ver",
    "OTHER_SIDE": "conservar ir pasar",
    "PAPER": "constancia hoja imprimir manifiesto planilla soportes ver vista",
    "PART": "separar",
    "PASS": "pase",
    "PASS_SLIP": "imprimir",
    "PHOTO": "leer",
    "PREVIOUS_SECTION": "parte",
    "PROTECTION": "ruta ver",
    "QUIT": "salir",
    "REASONS": "motivos",
    "REFER": "remitir trasladar trasladarla",
    "REFRESH": "actualizar buscar",
    "RESTORE": "deshacer devolver esperar reabrir retomar",
    "REVEAL": "mostrar",
    "SAVE": "atender cerrar comparar guardar importar imprimir mostrar registrar unir ver",
    "SAVE_FILE": "acta guardar hoja pdf",
    "SEARCH": "buscar",
    "SWITCH_USER": "cambiar",
    "TAKE_OUT": "salida",
    "TURN_SLIP": "imprimir",
    "TWIN": "tomar",
    "UNDO": "deshacer",
    "UP": "subir",
    "WHOLE_PAGE": "página",
    "WHOLE_WIDTH": "ancho",
}
"""The first words of what each meaning is called on the screen. Another word is another act, until it stands here."""


def table() -> dict[str, str]:
    """The meanings of the house, each with its key."""
    return {name: value for name, value in vars(hotkeys).items() if name.isupper() and isinstance(value, str)}


def known() -> frozenset[str]:
    """Every key of the house, as Qt writes it and as it is told."""
    return frozenset({*table().values(), *(ui_shell.key_name(key) for key in table().values())})


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts of a module that are no docstrings, and the fixed parts of those that are put together."""
    documented = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.lineno, node.value


def own_keys(text: str) -> list[str]:
    """Keys that a module writes down itself instead of taking them from the table, with their lines."""
    return [
        f"{line}: {value}"
        for line, value in literals(ast.parse(text))
        if re.fullmatch(r"((Ctrl|Alt|Shift)\+)+\S+|F\d\d?", value)
    ]


def told(path: Path) -> Iterator[tuple[str, str]]:
    """(meaning, words) wherever a button or a line of F1 names a key of the table beside its words."""
    tree, values = ast.parse(path.read_text(encoding="utf-8")), {key: name for name, key in table().items()}
    if "hotkeys" not in path.read_text(encoding="utf-8"):
        return
    room = vars(importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            beside = [*node.args, *(keyword.value for keyword in node.keywords)]
        else:
            beside = node.elts if isinstance(node, ast.Tuple) else []
        found = [value for each in beside if isinstance(value := _value(each, room), str)]
        for name in {values[value] for value in found if value in values}:
            yield from ((name, said) for said in found if said[:1].isupper() and said not in values)


def _value(node: ast.expr, room: dict[str, object]) -> object:
    """What a name of a module stands for: ``texts.SAVE``, ``hotkeys.NEW``, ``NEW_KEY``; None for anything else."""
    if isinstance(node, ast.Name):
        return room.get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return getattr(room.get(node.value.id), node.attr, None)
    return None


def test_no_key_has_two_meanings() -> None:
    twice = [key for key, count in Counter(table().values()).items() if count > 1]
    assert {key: [name for name, value in table().items() if value == key] for key in twice} == {}


def test_every_page_has_a_key_of_its_own_whoever_sits_there() -> None:
    keys = [spec.keys for spec in PAGES_OF_ALL]
    parts = {hotkeys.part(number) for number in range(1, 10)}
    assert all(keys)
    assert len({*keys}) == len(keys)
    assert not {*keys} & (parts | {*table().values()})
    seen = {spec.page_id: spec.keys for role in Role for spec in pages_for([role])}
    assert seen == {spec.page_id: spec.keys for spec in PAGES_OF_ALL}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_takes_its_keys_from_the_table(path: Path) -> None:
    assert own_keys(path.read_text(encoding="utf-8")) == []


def test_a_page_with_a_key_of_its_own_would_be_noticed() -> None:
    assert own_keys('"""Ctrl+N is told here."""\nKey("Ctrl+N", "Nueva")\nshortcut("F2")\n') == ["2: Ctrl+N", "3: F2"]


@pytest.mark.parametrize("path", [*sources("casa_desktop/texts"), ROOT / "README.md"], ids=name_of)
def test_a_text_names_keys_that_there_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    told = {match[0].replace("Entrar", "Enter") for match in _KEY.finditer(text)}
    assert {key for key in told if key not in known() and not _DIGIT.match(key)} == set()


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_key_does_the_same_on_every_page(path: Path) -> None:
    strange = {
        f"{hotkeys.__dict__[name]} ({name}): {said}"
        for name, said in told(path)
        if re.split(r"\W", said.replace("&", ""))[0].lower() not in ACTS.get(name, "").split()
    }
    assert strange == set()


def test_nearly_all_keys_are_told_beside_their_act() -> None:
    seen = {name for path in PAGES for name, _ in told(path)}
    assert set(ACTS) - seen == set(), "the look above must not go blind"

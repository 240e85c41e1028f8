"""The Spanish of a check-up: one sentence for each thing that was looked at, whether it is right or not."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from casa_desktop.domain.periods import Month
from casa_desktop.texts import dates, numbers


class Checked(Protocol):
    """What a check must tell to be put into words."""

    @property
    def name(self) -> str: ...

    @property
    def ok(self) -> bool: ...

    @property
    def values(self) -> Mapping[str, object]: ...


Values = Mapping[str, object]
Sentence = Callable[[Values], str]

_HEAD = "Última huella de la auditoría, fuera de la base"
_RESTORE = "Restaure la última copia de seguridad."


def sentence(check: Checked) -> str:
    """``Cadena de auditoría: 12.345 registros, completa.``; the name itself for a check of a newer program."""
    right, wrong = _SENTENCES.get(check.name, (_unknown, _unknown))
    if "code" in check.values:  # a broken page stood in the way: no number is known
        return f"{right(check.values).partition(':')[0].strip()}: no se pudo leer. {_RESTORE}"
    told = (right if check.ok else wrong)(check.values)
    return told or check.name


def summary(checks: Sequence[Checked]) -> str:
    """The last line: how much was looked at and whether all of it is right."""
    wrong = sum(not check.ok for check in checks)
    looked = numbers.count(len(checks), "revisión", "revisiones")
    if not wrong:
        return f"Todo en orden: {looked}."
    return f"Hay {numbers.count(wrong, 'problema', 'problemas')} en {looked}. No se cambió nada."


def _number(values: Values, name: str) -> int:
    value = values.get(name, 0)
    return value if isinstance(value, int) else 0


def _counted(values: Values, name: str, one: str, many: str) -> str:
    return numbers.count(_number(values, name), one, many)


def _months(values: Values) -> str:
    found = values.get("months")
    if not isinstance(found, tuple) or not found:
        return ""
    return f" Meses: {dates.months(Month.parse(str(month)) for month in found)}."


def _unknown(_: Values) -> str:
    return ""


def _say(text: str) -> Sentence:
    return lambda _: text


def _pages(values: Values) -> str:
    return f"Archivo: {_counted(values, 'problems', 'página dañada', 'páginas dañadas')}. {_RESTORE}"


def _structure(values: Values) -> str:
    return f"Estructura: {_counted(values, 'problems', 'falla', 'fallas')}. {_RESTORE}"


def _references(values: Values) -> str:
    return f"Referencias: {_counted(values, 'problems', 'registro suelto', 'registros sueltos')}. {_RESTORE}"


def _schema(values: Values) -> str:
    return f"Esquema {values.get('revision', '')}: completo."


def _schema_wrong(values: Values) -> str:
    if values.get("details"):
        return f"Esquema: la base dice {values['details']} y se esperaba {values.get('revision')}."
    return f"Esquema: {_counted(values, 'problems', 'tabla o índice que falta', 'tablas o índices que faltan')}."


def _chain(values: Values) -> str:
    return f"Cadena de auditoría: {_counted(values, 'entries', 'registro', 'registros')}, completa."


def _chain_wrong(values: Values) -> str:
    where = f" Números: {values['details']}." if values.get("details") else ""
    return f"Cadena de auditoría: {_counted(values, 'problems', 'registro alterado', 'registros alterados')}.{where}"


def _head(values: Values) -> str:
    return f"{_HEAD}: coincide (n.º {numbers.integer(_number(values, 'sequence'))})."


def _head_wrong(values: Values) -> str:
    if values.get("file") == "missing":
        return f"{_HEAD}: falta su archivo. Se escribe de nuevo al cerrar."
    if values.get("file") == "damaged":
        return f"{_HEAD}: su archivo está dañado. Se escribe de nuevo al cerrar."
    return f"{_HEAD}: no coincide. La base fue cambiada por otra; avise a coordinación."


def _words(values: Values) -> str:
    told = _counted(values, "problems", "persona que no se encuentra bien", "personas que no se encuentran bien")
    return f"Índice de búsqueda: {told} ({values.get('details', '')}). Abra su ficha, corríjala y guárdela."


def _matching(values: Values) -> str:
    told = _counted(values, "problems", "diferencia", "diferencias")
    named = f" ({values['details']})" if values.get("details") else ""
    return f"Índice de coincidencias: {told}{named}. Abra cada ficha, corríjala y guárdela."


def _plain(values: Values) -> str:
    services = _counted(values, "services", "servicio", "servicios")
    persons = _counted(values, "persons", "persona única", "personas únicas")
    return f"Conteo: {services} y {persons}, iguales por dos cuentas."


def _wrong(what: str) -> Sentence:
    return lambda values: f"{what}: {_counted(values, 'problems', 'diferencia', 'diferencias')}.{_months(values)}"


def _rules(values: Values) -> str:
    written = _number(values, "entries")
    told = f", {numbers.count(written, 'escrita', 'escritas')} por la mesa" if written else ""
    return f"Reglas de conteo: versiones sin huecos{told}."


def _rules_wrong(values: Values) -> str:
    told = _counted(values, "problems", "versión fuera de orden", "versiones fuera de orden")
    return f"Reglas de conteo: {told} ({values.get('details', '')})."


def _settings(values: Values) -> str:
    found = values.get("fields")
    named = [str(name) for name in found if name] if isinstance(found, tuple) else []
    told = f" ({', '.join(named)})" if named else ""
    return f"Ajustes de este equipo: no se entendió todo{told}; valen los de fábrica."


_SENTENCES: Mapping[str, tuple[Sentence, Sentence]] = MappingProxyType(
    {
        "file.pages": (_say("Archivo: cada página está como se selló."), _pages),
        "file.structure": (_say("Estructura: sin fallas."), _structure),
        "file.references": (_say("Referencias: cada registro tiene el suyo."), _references),
        "schema": (_schema, _schema_wrong),
        "audit.chain": (_chain, _chain_wrong),
        "audit.head": (_head, _head_wrong),
        "keys": (
            _say("Llaves: el archivo de llaves es el de esta base."),
            _say("Llaves: su archivo falta, está dañado o es de otra base. Recupérelo de una copia de seguridad."),
        ),
        "words": (_say("Índice de búsqueda: al día."), _words),
        "matching": (_say("Índice de coincidencias: al día."), _matching),
        "counts": (_unknown, _say("Conteos: no se revisaron, porque el archivo está dañado.")),
        "counts.rows": (
            _say("Servicios: cada uno en su persona, su fecha y su mes."),
            _wrong("Servicios fuera de lugar"),
        ),
        "counts.plain": (_plain, _wrong("Conteo por dos cuentas")),
        "counts.bounds": (
            _say("Personas únicas: entre el mes más alto y la suma de los meses."),
            _say("Personas únicas: fuera de sus límites."),
        ),
        "counts.new": (_say("Personas nuevas: suman las personas únicas."), _wrong("Personas nuevas")),
        "counts.visits": (_say("Atenciones: al menos una por persona y mes."), _wrong("Atenciones")),
        "counts.services": (
            _say("Personas por servicio: nunca más que sus servicios ni que las personas del mes."),
            _wrong("Personas por servicio"),
        ),
        "aid.stock": (
            _say("Existencias de ayudas: ningún lote por debajo de cero."),
            _wrong("Lotes de ayudas por debajo de cero"),
        ),
        "rules": (_rules, _rules_wrong),
        "settings": (_say("Ajustes de este equipo: se entienden todos."), _settings),
    }
)
"""By name of the check: what is said when it is right, and when it is not."""

KNOWN = frozenset(_SENTENCES)
"""The checks that have words of their own; a test holds them against those that are run."""

"""The words of the pages «Informes» and of the historical figures."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from casa_desktop.domain.plausibility import Doubt, DoubtKind
from casa_desktop.texts.dates import month_long
from casa_desktop.texts.numbers import integer, listing, signed


def _number(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return integer(value) if isinstance(value, int) else "—"


def _equal_rows(rows: Sequence[str], values: Mapping[str, object]) -> str:
    return f"{listing(tuple(rows))} tienen el mismo valor, {_number(values, 'value')}. ¿Se copió una en la otra?"


def _jump(rows: Sequence[str], values: Mapping[str, object]) -> str:
    around = [
        f"{_number(values, name)} en el mes {which}"
        for name, which in (("before", "anterior"), ("after", "siguiente"))
        if isinstance(values.get(name), int)
    ]
    return f"{rows[0]} pasa a {_number(values, 'value')}, frente a {listing(tuple(around))}. ¿Falta o sobra una cifra?"


def _persons_over_services(rows: Sequence[str], values: Mapping[str, object]) -> str:
    persons, services = _number(values, "persons"), _number(values, "services")
    return f"{rows[0]} ({persons}) no puede ser mayor que los servicios de {listing(tuple(rows[1:]))} ({services})."


def _part_over_persons(rows: Sequence[str], values: Mapping[str, object]) -> str:
    return f"{rows[0]} ({_number(values, 'value')}) no puede ser mayor que {rows[1]} ({_number(values, 'persons')})."


def _visits_under_persons(rows: Sequence[str], values: Mapping[str, object]) -> str:
    return f"{rows[0]} ({_number(values, 'value')}) no puede ser menor que {rows[1]} ({_number(values, 'persons')})."


def _total_differs(rows: Sequence[str], values: Mapping[str, object]) -> str:
    difference = values.get("difference")
    told = (
        f"el total publicado de {rows[0]} es {_number(values, 'published')} y la suma de los meses es "
        f"{_number(values, 'computed')} (diferencia: {signed(difference) if isinstance(difference, int) else '—'})."
    )
    if values.get("possible"):
        return f"{told} Puede ser cierto si el total es de personas únicas: quien vino en varios meses cuenta una vez."
    return f"{told} No cuadra de ninguna manera: revise los meses o el total."


_DOUBTS: Mapping[DoubtKind, Callable[[Sequence[str], Mapping[str, object]], str]] = MappingProxyType(
    {
        DoubtKind.EQUAL_ROWS: _equal_rows,
        DoubtKind.JUMP: _jump,
        DoubtKind.PERSONS_OVER_SERVICES: _persons_over_services,
        DoubtKind.PART_OVER_PERSONS: _part_over_persons,
        DoubtKind.VISITS_UNDER_PERSONS: _visits_under_persons,
        DoubtKind.TOTAL_DIFFERS: _total_differs,
    }
)


def doubt_sentence(doubt: Doubt) -> str:
    """``Julio de 2019: ORIENTACION y REF tienen el mismo valor, 934. …``"""
    rows = doubt.labels or tuple(indicator.id for indicator in doubt.indicators)
    told = _DOUBTS[doubt.kind](rows, doubt.values)
    sentence = told if doubt.month is None else f"{month_long(doubt.month)}: {told}"
    return sentence[0].upper() + sentence[1:]

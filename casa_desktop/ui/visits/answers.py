"""The fields that a service type declares, as editors."""

from casa_desktop.domain.fields import (
    LONGEST_TEXT,
    NO,
    YES,
    FieldKind,
    ServiceField,
)
from casa_desktop.domain.typed import plain
from casa_desktop.texts import ui_visits as texts
from casa_desktop.ui.choices import Chips, Choice
from casa_desktop.ui.editors import DateEdit, Editor, MeasureEdit, TextEdit, Today

_MOST_CHIPS = 7
"""Of more options one is found faster by typing."""


def editor_of(field: ServiceField, name: str, today: Today, answered: str = "") -> Editor:
    """What takes the answer of *field*; an option that was retired is offered only where it was *answered*."""
    if field.kind is FieldKind.CHOICE:
        options = [(o.code, o.name) for o in field.options if not o.retired or o.code == answered]
        if len(options) <= _MOST_CHIPS:
            return Chips(options, name=f"{name}_chips", single=True)
        return Choice(options, name=f"{name}_choice", width=260)
    if field.kind is FieldKind.YES_NO:
        return Chips(((YES, texts.YES), (NO, texts.NO)), name=f"{name}_chips", single=True)
    if field.kind is FieldKind.NUMBER:
        return MeasureEdit(name=f"{name}_edit", decimals=field.decimals, width=96)
    if field.kind is FieldKind.DATE:
        return DateEdit(name=f"{name}_edit", today=today)
    return TextEdit(name=f"{name}_edit", limit=LONGEST_TEXT)


def label_of(field: ServiceField) -> str:
    """``Peso (kg)``; ``Perímetro del brazo (MUAC), mm``; no unit where the label says it: ``Kits entregados``."""
    if not field.unit or plain(field.unit) in plain(field.label).split():
        return field.label
    return f"{field.label}, {field.unit}" if field.label.endswith(")") else f"{field.label} ({field.unit})"


def is_narrow(field: ServiceField) -> bool:
    """Whether several of its kind find room in one line."""
    return field.kind in (FieldKind.NUMBER, FieldKind.DATE, FieldKind.YES_NO)

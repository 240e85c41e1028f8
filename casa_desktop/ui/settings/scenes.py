"""Pictures of «Ajustes»: the desk, this machine and the audit."""

import time

from PySide6.QtWidgets import QApplication

from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.page import Page
from casa_desktop.ui.settings.desk import DeskSection
from casa_desktop.ui.settings.machine import MachineSection
from casa_desktop.ui.settings.page import SettingsPage

_LONG_NAME = "C.A.S.A. Centro de Atención y Servicios de Apoyo, Bucaramanga"


def open_part(stage: Stage, part: str, user: str = "administracion") -> Page:
    """Shows *part* of the page «Ajustes» of *user*, settled."""
    page = stage.open("settings", user)
    if not isinstance(page, SettingsPage):
        raise TypeError(page.page_id)
    page.open_target(part)
    stage.wait()
    return page.section()


def _desk(stage: Stage) -> None:
    section = open_part(stage, "desk", "coordinacion")
    if isinstance(section, DeskSection):
        values = {
            "name": _LONG_NAME,
            "organisation": "Cruz Roja Colombiana, Seccional Santander",
            "municipality": "68001",
        }
        values |= {"quality_code": "F-ATM-012", "quality_version": "3", "prepared_by": "Yusmary Etxeberría Iguarán"}
        section.form.load(values | {"show_quality_box": True, "show_signatures": True})
        section.draw()
        end = time.monotonic() + 10
        while not section.preview.shown and time.monotonic() < end:
            stage.wait()
            QApplication.processEvents()


def _desk_wrong(stage: Stage) -> None:
    section = open_part(stage, "desk", "coordinacion")
    if isinstance(section, DeskSection):
        section.form.load({"name": ""})
        section.form.ask_save()


def _machine_wrong(stage: Stage) -> None:
    section = open_part(stage, "machine", "recepcion")
    if isinstance(section, MachineSection):
        section.form.load({"lock_minutes": 45})
        section.form.ask_save()


SCENES = (
    Scene("ajustes-mesa", _desk),
    Scene("ajustes-mesa-error", _desk_wrong),
    Scene("ajustes-catalogo", lambda stage: open_part(stage, "catalog", "coordinacion")),
    Scene("ajustes-equipo", lambda stage: open_part(stage, "machine")),
    Scene("ajustes-equipo-error", _machine_wrong),
    Scene("ajustes-auditoria", lambda stage: open_part(stage, "audit")),
)

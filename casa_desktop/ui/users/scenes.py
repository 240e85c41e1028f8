"""Pictures of «Usuarios» and «Llaves»."""

from casa_desktop.domain.access import Role
from casa_desktop.services.sheets import NewSheets as Codes
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.settings.scenes import open_part
from casa_desktop.ui.users.keys import KeysSection
from casa_desktop.ui.users.section import UsersSection

_SHEETS = ("7K3M-Q9TD-2XWA-H4RP-V8NC-1FJE-6ZSB-0YGK-M5CT", "B2QX-8HNV-K7DM-3WPA-R9TE-5JCF-1ZSG-4YKB-Q6DN")
_LONG_NAME = "María de los Ángeles Yusmary Wilhelmina Etxeberría Iguarán"


def _section(stage: Stage) -> UsersSection:
    section = open_part(stage, "users")
    if not isinstance(section, UsersSection):
        raise TypeError(section.page_id)
    return section


def _new(stage: Stage) -> None:
    section = _section(stage)
    section.begin_new()
    section.new_form.load({"full_name": _LONG_NAME, "username": "maria.etxeberria", "roles": {Role.PSYCHOLOGY}})


def _new_wrong(stage: Stage) -> None:
    section = _section(stage)
    section.begin_new()
    section.new_form.ask_save()


def _edit(stage: Stage, username: str = "psicologia") -> UsersSection:
    section = _section(stage)
    section.open_target(next(row.key for row in section.table.rows() if row.cells[1] == username))
    return section


def _password(stage: Stage) -> None:
    _edit(stage).ask_password()


def _sheet(stage: Stage) -> None:
    section = open_part(stage, "keys")
    if isinstance(section, KeysSection):
        section.show_form("psicología", _LONG_NAME)


def _new_sheets(name: str, step: int) -> Scene:
    def show(stage: Stage) -> None:
        section = open_part(stage, "keys")
        if not isinstance(section, KeysSection):
            raise TypeError(section.page_id)
        section.change_sheets()
        if step:
            section.sheets.show_codes(Codes(_SHEETS, "C.A.S.A. Bucaramanga", "3f9a1c2e", stage.entrance.clock.today()))
            section.sheets.steps.present(step)
        stage.wait()

    return Scene(name, show)


SCENES = (
    Scene("ajustes-usuarios", _section),
    Scene("ajustes-usuarios-coordinacion", lambda stage: open_part(stage, "users", "coordinacion")),
    Scene("ajustes-usuario-nuevo", _new),
    Scene("ajustes-usuario-nuevo-error", _new_wrong),
    Scene("ajustes-usuario", _edit),
    Scene("ajustes-usuario-contrasena", _password),
    Scene("ajustes-llaves", lambda stage: open_part(stage, "keys")),
    Scene("ajustes-llaves-hoja", _sheet),
    _new_sheets("ajustes-hojas-1", 0),
    _new_sheets("ajustes-hojas-2", 1),
    _new_sheets("ajustes-hojas-3", 2),
)

"""Pictures of the catalogue."""

from casa_desktop.domain.access import Compartment
from casa_desktop.domain.catalog import Kind
from casa_desktop.services.seeding import Missing
from casa_desktop.ui.catalogs.page import CatalogPage
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.settings.page import SettingsPage

_NUTRITION = "NUTRICION"


def _page(stage: Stage) -> CatalogPage:
    settings = stage.open("settings", "coordinacion")
    settings.open_target("catalog")
    stage.wait()
    section = settings.section() if isinstance(settings, SettingsPage) else settings
    if not isinstance(section, CatalogPage):
        raise TypeError(section)
    return section


def _topics(stage: Stage) -> None:
    _page(stage).which.set_value(str(Kind.TOPIC))


def _type(stage: Stage) -> CatalogPage:
    """A type that asks much."""
    page = _page(stage)
    page.open_target(next(row.key for row in page.types.rows() if _NUTRITION in row.cells))
    return page


def _asked(stage: Stage) -> None:
    """What it asks, one field retired."""
    asked = _type(stage).type_form.asked
    stage.press("Alt+M")
    asked.table.select(asked.value()[2].uuid)
    stage.press("Del")


def _new_type(stage: Stage) -> None:
    page = _page(stage)
    page.begin_new()
    page.type_form.field("compartment").set_value(str(Compartment.PSYCHOLOGY))


def _field(code: str) -> Scene:
    def show(stage: Stage) -> None:
        page = _type(stage)
        field = next(field for field in page.type_form.asked.value() if field.code == code)
        page.types_editor.open_field(field.uuid)

    return Scene(f"catalogo-campo-{code.lower()}", show)


def _new_field(stage: Stage) -> None:
    """Two options of one name, and no label."""
    page = _type(stage)
    stage.press("Ctrl+N")
    stage.press("Return")
    stage.press("Return")
    for words in ("Película", "Conversación", "Película"):
        stage.type(words)
        stage.press("Return")
    page.types_editor.field_form.ask_save()


def _offer(stage: Stage) -> None:
    page = _page(stage)
    names = (row.cells[0] for row in page.types.rows()[3:8])
    page.show_offer(Missing(tuple(names), 12))


SCENES = (
    Scene("catalogo-servicios", _page),
    Scene("catalogo-temas", _topics),
    Scene("catalogo-servicio", _type),
    Scene("catalogo-servicio-campos", _asked),
    Scene("catalogo-servicio-nuevo", _new_type),
    _field("MUAC"),
    _field("RUTA"),
    Scene("catalogo-campo-nuevo", _new_field),
    Scene("catalogo-faltan", _offer),
    Scene("catalogo-cuenta", lambda stage: _page(stage).begin_counting()),
)

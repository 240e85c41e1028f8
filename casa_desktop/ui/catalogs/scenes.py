"""Pictures of the catalogue."""

from casa_desktop.domain.catalog import Kind
from casa_desktop.ui.catalogs.page import CatalogPage
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.settings.page import SettingsPage


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


def _type(stage: Stage) -> None:
    page = _page(stage)
    page.open_target(page.types.current_key())


SCENES = (
    Scene("catalogo-servicios", _page),
    Scene("catalogo-temas", _topics),
    Scene("catalogo-servicio", _type),
    Scene("catalogo-cuenta", lambda stage: _page(stage).begin_counting()),
)

"""Pictures of «Copias de seguridad»."""

from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui.copies.section import CopiesSection
from casa_desktop.ui.gallery.stage import Scene, Stage
from casa_desktop.ui.settings.scenes import open_part


def _section(stage: Stage) -> CopiesSection:
    section = open_part(stage, "copies")
    if not isinstance(section, CopiesSection):
        raise TypeError(section.page_id)
    return section


def _made(stage: Stage) -> None:
    section = _section(stage)
    if not section.table.rows():
        section.make()
        stage.wait()
    section.rehearse()
    stage.wait()


def _working(stage: Stage) -> None:
    _section(stage).show_progress(texts.COPY_PACKING, 12_000, 31_000)


SCENES = (
    Scene("ajustes-copias", _section),
    Scene("ajustes-copias-hechas", _made),
    Scene("ajustes-copias-en-curso", _working),
)

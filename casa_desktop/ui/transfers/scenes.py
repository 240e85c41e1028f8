"""Pictures of «Traslados»: the list, one of them, a request, the journey; and its papers."""

from casa_desktop.domain.table import Imprint, Letterhead
from casa_desktop.domain.transfers import OPEN, Manifest, Step, TransferRow
from casa_desktop.services import people, transfers
from casa_desktop.services.people import SearchPeople
from casa_desktop.services.transfers import TransferQuery
from casa_desktop.texts import ui_shell
from casa_desktop.ui.gallery.stage import Paper, Scene, Stage
from casa_desktop.ui.transfers.output import render
from casa_desktop.ui.transfers.page import TransfersPage
from casa_desktop.version import PROGRAM


def _page(stage: Stage, user: str = "recepcion") -> TransfersPage:
    page = stage.open("transfers", user)
    if not isinstance(page, TransfersPage):
        raise TypeError(page)
    return page


def _rows(page: TransfersPage, stage: Stage) -> list[TransferRow]:
    found: list[TransferRow] = []
    page.session.run(transfers.listed, page.list.query(), owner=page, done=lambda listed: found.extend(listed.rows))
    stage.wait()
    return found


def _open(stage: Stage, *steps: Step) -> TransfersPage:
    """The largest family whose transfer has come to one of *steps*."""
    page = _page(stage)
    rows = [row for row in _rows(page, stage) if row.step in steps] or _rows(page, stage)
    page.open_target(max(rows, key=lambda row: (row.people, row.uuid)).uuid)
    stage.wait()
    return page


def _list(stage: Stage) -> None:
    _open(stage, *OPEN)


def _arrived(stage: Stage) -> None:
    _open(stage, Step.ARRIVED)


def _request(stage: Stage) -> None:
    page = _page(stage)
    page.begin_new()
    stage.wait()
    found: list[tuple[int, str]] = []
    for letter in "aeimo":
        page.session.run(
            people.search,
            SearchPeople(letter, 40),
            owner=page,
            done=lambda hits: found.extend((hit.household_size, hit.uuid) for hit in hits),
        )
    stage.wait()
    form = page.desk.form
    if form is not None and form.travellers is not None:
        form.travellers.take(max(found)[1])
    stage.wait()
    stage.type("ipia")
    stage.press("Return")


def _missing(stage: Stage) -> None:
    page = _page(stage)
    page.begin_new()
    stage.wait()
    stage.press("Ctrl+Return")


def _journey(stage: Stage) -> None:
    page = _open(stage, Step.BOUGHT)
    page.begin_step(Step.TRAVELLED)
    stage.wait()


def _paper(kind: str) -> Paper:
    def draw(stage: Stage) -> bytes:
        page = _open(stage, Step.ARRIVED, Step.TRAVELLED)
        detail, found = page.panel.detail, list[Manifest]()
        if detail is None or page.catalog is None:
            raise LookupError(kind)
        page.session.run(transfers.manifest, TransferQuery(detail.uuid), owner=page, done=found.append)
        stage.wait()
        letterhead = Letterhead(ui_shell.SETUP_DESK_EXAMPLE, "Bucaramanga, Santander", "")
        imprint = Imprint(page.session.clock.now(), page.session.actor.full_name, PROGRAM)
        return render(kind, found[0], page.catalog, letterhead, imprint)

    return Paper("traslado-manifiesto" if kind == "manifest" else "traslado-hoja-de-la-familia", draw)


SCENES = (
    Scene("traslados", _list),
    Scene("traslados-llego", _arrived),
    Scene("traslados-solicitud", _request),
    Scene("traslados-falta", _missing),
    Scene("traslados-viaje", _journey),
)
PAPERS = (_paper("manifest"), _paper("voucher"))

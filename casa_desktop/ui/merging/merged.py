"""The records that a person was joined of, on their page, and the way back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.domain.merging import MergeShown
from casa_desktop.services import merging
from casa_desktop.services.merging import UndoMerge
from casa_desktop.services.people import PersonQuery
from casa_desktop.texts import ui_merging as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import hotkeys, sentences, widgets
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority

PART_KEY = hotkeys.PART


class MergedPart(QWidget):
    """Hidden where the person has one record. Ctrl+Shift+U parts the one that was joined last."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("merged_part")
        self._session = session
        self._found: tuple[MergeShown, ...] = ()
        self._inside = widgets.column(gap=6)
        card = widgets.column(widgets.label(texts.MERGED_TITLE, "section"), self._inside)
        self.setLayout(widgets.column(widgets.card(card, margin=12, name="merged_card")))
        self.hide()

    def show_person(self, uuid: str, code: str) -> None:
        """Asks what the person was joined of."""
        self._session.run(
            merging.merges_of,
            PersonQuery(uuid),
            owner=self,
            done=lambda found: self._fill(found, code),
            failed=lambda _: self.clear(),
            latest="merging.merges_of",
        )

    def clear(self) -> None:
        """Forgets whom it showed."""
        self._fill((), "")

    def _fill(self, found: tuple[MergeShown, ...], code: str) -> None:
        if found == self._found and self.isHidden() is not bool(found):
            return
        self._found = found
        while (item := self._inside.takeAt(0)) is not None:
            if (line := item.widget()) is not None:
                line.hide()
                line.deleteLater()
        for at, each in enumerate(found):
            self._inside.addWidget(self._line(each, code, latest=at == 0))
        self.setVisible(bool(found))

    def _line(self, of: MergeShown, code: str, *, latest: bool) -> QWidget:
        said = widgets.label(texts.merge_line(of, code), wrap=True, name=f"merge_{of.code}")
        row = widgets.row(said)
        row.setStretch(0, 1)
        if of.undoable:
            words = f"{texts.PART_LATEST}   {ui_shell.key_name(PART_KEY)}" if latest else texts.PART_LATEST
            part = widgets.Button(words, lambda: self._part(of), icon="undo", name=f"part_{of.code}")
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        line = QWidget()
        line.setLayout(row)
        return line

    def part_latest(self) -> None:
        """Parts the record that was joined last."""
        if self._found and self._found[0].undoable:
            self._part(self._found[0])

    def _part(self, of: MergeShown, refused: str = "") -> None:
        prompts = self._session.prompts
        detail = refused or texts.PART_QUESTION
        reason = prompts.ask_text(
            texts.part_question(of.code), label=texts.PART_LABEL, do=texts.PART_LATEST, detail=detail
        )
        if reason is None:
            return

        def failed(error: CasaError) -> None:
            if error.code is Code.MONTH_CLOSED:
                self._part(of, sentences.message(error))
            else:
                prompts.error(error)

        self._session.run(
            merging.undo,
            UndoMerge(of.uuid, reason, apart=True),
            owner=self,
            done=lambda _: prompts.inform(texts.PARTED),
            failed=failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

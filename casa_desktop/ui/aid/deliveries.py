"""The deliveries of the day, of a person or of a search; from here each acta is printed and a delivery voided."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget

from casa_desktop.domain.access import Action
from casa_desktop.domain.aid_views import Delivery
from casa_desktop.domain.typed import plain
from casa_desktop.services import aid, visits
from casa_desktop.services.aid import DeliveriesQuery
from casa_desktop.services.visits import VoidService
from casa_desktop.texts import ui_aid as texts
from casa_desktop.texts import ui_shell
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.aid.output import AidOutput
from casa_desktop.ui.choices import Flow
from casa_desktop.ui.editors import TextEdit
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.worker import Priority


class _Table(RowsTable):
    """The person and what they got share what the other columns leave."""

    _PARTS = ((2, 42), (3, 58))

    def __init__(self) -> None:
        super().__init__(texts.COLUMNS, name="deliveries_table", said=texts.LIST_NAME, wide=3)
        for column, _ in self._PARTS:
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model().modelReset.connect(self._share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        header = self.horizontalHeader()
        self.setColumnHidden(4, self.viewport().width() < self.fontMetrics().averageCharWidth() * 90)
        rest = [column for column in (0, 1, 4) if not self.isColumnHidden(column)]
        left = self.viewport().width() - sum(header.sectionSize(column) for column in rest)
        for column, part in self._PARTS:
            header.resizeSection(column, max(60, left * part // 100))


class DeliveriesList(QWidget):
    """Shows the day; while a delivery is taken, what its person got before; while something is searched, the finds."""

    person_asked = Signal(str)
    """The uuid of the person."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("deliveries_list")
        self._session = session
        self._output = AidOutput(session, self)
        self._person = self._wanted = ""
        self._found: dict[str, Delivery] = {}
        self.find_edit = TextEdit(name="find_delivery_edit", placeholder=ui_shell.before_key(texts.FIND, hotkeys.FIND))
        self.find_edit.setAccessibleName(texts.FIND)
        self.find_edit.edited.connect(self.read)
        self.count = widgets.label("", "section", wrap=True, name="deliveries_count")
        self.table = _Table()
        self.table.opened.connect(self._open)
        self._empty = widgets.Empty(texts.NO_DELIVERIES, texts.NO_DELIVERIES_DETAIL, icon="aid")
        self._none = widgets.Empty(texts.NOT_FOUND, icon="search")
        self._stack = QStackedWidget()
        self._stack.setObjectName("deliveries_stack")
        for each in (self._empty, self._none, self.table):
            self._stack.addWidget(each)
        self._acts = QWidget()
        print_button = widgets.Button(
            texts.PRINT_ACTA, self.print_acta, keys=hotkeys.PAPER, icon="print", name="print_acta_button"
        )
        save = widgets.Button(
            texts.SAVE_ACTA, self.save_acta, keys=hotkeys.SAVE_FILE, icon="pdf", name="save_acta_button"
        )
        self._void = widgets.Button(texts.VOID, self.void, keys="Del", name="void_button", scope=self.table)
        acts = Flow()
        for button in (print_button, save, self._void):
            acts.addWidget(button)
        self._acts.setLayout(acts)
        layout = widgets.column(self.find_edit, self.count, self._stack, self._acts, gap=widgets.GAP)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._stack.setCurrentWidget(self._empty)
        self._acts.hide()

    def show_person(self, uuid: str) -> None:
        """What that person got, instead of the day; the day again where it is empty."""
        if uuid != self._person:
            self._person = uuid
            self.read()

    def point_at(self, delivery: str, person: str) -> None:
        """That delivery among those of its person, with the cursor on it once it is there."""
        self.find_edit.clear()
        self.table.select(delivery)
        self._wanted = delivery
        self._person = person
        self.read()

    def read(self) -> None:
        """Asks again for what is shown."""
        if self.find_edit.value():
            query = DeliveriesQuery()
        elif self._person:
            query = DeliveriesQuery(person_uuid=self._person)
        else:
            query = DeliveriesQuery(self._session.clock.today())
        self._session.run(
            aid.deliveries, query, owner=self, done=lambda found: self._show(query, found), latest="aid.deliveries"
        )

    @property
    def current(self) -> Delivery | None:
        """The delivery of the current line."""
        return self._found.get(self.table.current_key())

    def clear(self) -> None:
        """Forgets everything."""
        self._person, self._wanted, self._found = "", "", {}
        self.find_edit.clear()
        self.table.show_rows(())
        self.count.setText("")

    # acts

    def print_acta(self) -> None:
        """The acta of the current line to the printer."""
        if (delivery := self.current) is not None:
            self._output.acta(delivery.uuid, to_file=False)

    def save_acta(self) -> None:
        """The acta of the current line to a file."""
        if (delivery := self.current) is not None:
            self._output.acta(delivery.uuid, to_file=True)

    def void(self) -> None:
        """Takes the current delivery back, with a reason."""
        delivery, prompts = self.current, self._session.prompts
        if delivery is None:
            return
        reason = prompts.ask_text(texts.VOID_QUESTION, label=texts.REASON, do=texts.VOID, detail=texts.VOID_DETAIL)
        if reason:
            self._session.run(
                visits.void,
                VoidService(delivery.uuid, delivery.version, reason),
                owner=self,
                done=lambda _: prompts.inform(texts.VOIDED),
                failed=prompts.error,
                priority=Priority.SAVING,
                cancellable=False,
            )

    # painting

    def _show(self, query: DeliveriesQuery, found: tuple[Delivery, ...]) -> None:
        wanted = plain(self.find_edit.value()).split()
        if wanted:
            found = tuple(each for each in found if all(word in self._words(each) for word in wanted))
        newest_first = sorted(found, key=lambda each: (each.date, each.created_at, each.code), reverse=True)
        self._found = {each.uuid: each for each in newest_first}
        today = self._session.clock.today()
        self.table.show_rows(
            [
                Row(d.uuid, (texts.when(d, today), d.code, texts.person(d), texts.given(d), d.staff))
                for d in newest_first
            ]
        )
        if wanted:
            said = texts.found(newest_first)
        else:
            said = texts.before(newest_first) if query.person_uuid else texts.counted(newest_first)
        self.count.setText(said if newest_first or query.person_uuid else "")
        empty = self._empty if query.day is not None else self._none
        self._stack.setCurrentWidget(self.table if newest_first else empty)
        self._acts.setVisible(bool(newest_first))
        if self._wanted in self._found:
            self._wanted = ""
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._void.setVisible(self._session.can(Action.VISIT_VOID))

    @staticmethod
    def _words(delivery: Delivery) -> str:
        told = (delivery.code, texts.person(delivery), delivery.person_code, texts.given(delivery), delivery.sheet)
        return plain(" ".join(told))

    def _open(self, uuid: str) -> None:
        delivery = self._found.get(uuid)
        if delivery is not None and not delivery.anonymous:
            self.person_asked.emit(delivery.person_uuid)

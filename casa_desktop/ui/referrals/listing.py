"""The list of referrals: the open ones first, found by the code of a stub, each closed by one letter and Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from casa_desktop.domain.catalog import Catalog, Kind
from casa_desktop.domain.referrals import ReferralRow, ReferralState, is_whole_code
from casa_desktop.services import referrals
from casa_desktop.services.referrals import ReferralsQuery
from casa_desktop.texts import ui_referrals as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import TextEdit
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.referrals.panel import ReferralPanel
from casa_desktop.ui.rows import Row, SharingTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.stepping import beside


class ReferralList(QWidget):
    """Filters above, the table, and the referral that it points at on the right."""

    new_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("referral_list")
        self._session = session
        self._catalog: Catalog | None = None
        self._wanted = ""
        self._by_code = False
        self.rows: tuple[ReferralRow, ...] = ()
        self.code = TextEdit(name="code_edit", placeholder=texts.CODE_PLACEHOLDER, limit=24)
        self.code.edited.connect(self._typed)
        self.code.returnPressed.connect(self.look_up)
        self.state = Choice(texts.FILTERS, name="state_choice")
        self.state.set_value(texts.OPEN_FILTER)
        self.partner = Choice(name="partner_filter", placeholder=texts.EVERY_PARTNER)
        for choice in (self.state, self.partner):
            choice.edited.connect(self._filtered)
            self._enter_goes_to_table(choice)
        self.code_field = Field("code", texts.CODE, self.code)
        self._count = widgets.label("", "caption", name="referral_count")
        self.table = SharingTable(
            texts.COLUMNS,
            name="referrals_table",
            said=texts.LIST_NAME,
            parts=((2, 36), (3, 34), (4, 30)),
            drops=((4, 44),),
        )
        self.table.chosen.connect(self._point)
        self.panel = ReferralPanel(session, self)
        self.panel.stepped.connect(lambda _: self._stepped())
        self.panel.left.connect(self._to_table)
        self._stack = QStackedWidget()
        self._stack.setObjectName("referrals_stack")
        self._nothing = widgets.Empty(
            texts.EMPTY,
            texts.EMPTY_DETAIL,
            widgets.Button(texts.NEW, self.new_asked.emit, name="first_referral_button"),
            icon="forward",
        )
        self._none_so = widgets.Empty(texts.EMPTY_FILTER, icon="search")
        for each in (self.table, self._nothing, self._none_so):
            self._stack.addWidget(each)
        self._make_layout()

    def _make_layout(self) -> None:
        state, partner = Field("state", texts.STATE, self.state), Field("partner", texts.PARTNER, self.partner)
        top = widgets.row(self.code_field, state, partner, gap=widgets.MARGIN)
        for at, share in enumerate((3, 4, 4)):
            top.setStretch(at, share)
        left = widgets.column(top, self._count, self._stack)
        left.setStretch(2, 1)
        side = beside(self.panel, "referral", 360, 460)
        body = widgets.row(gap=widgets.MARGIN)
        body.addLayout(left, 1)
        body.addWidget(side)
        self.setLayout(body)

    def _enter_goes_to_table(self, choice: Choice) -> None:
        for keys in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(keys), choice)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._to_table)

    # reading

    def set_catalog(self, catalog: Catalog) -> None:
        """The organisations of the filter and of every line."""
        self._catalog = catalog
        self.partner.set_options([(item.code, item.name) for item in catalog.of(Kind.PARTNER)])
        self.panel.set_catalog(catalog)
        self._show()

    def read(self) -> None:
        """Asks again for what is shown."""
        text = self.code.value() if self._by_code else ""
        state = self.state.value() or texts.OPEN_FILTER
        known = {str(each): each for each in ReferralState}
        query = ReferralsQuery(known.get(state), state == texts.EVERY_FILTER, self.partner.value() or "", text)
        self._session.run(
            referrals.listed, query, owner=self, done=lambda rows: self._found(rows, text), latest="referrals.listed"
        )
        if self.panel.detail is not None and self.panel.form.isHidden():
            self.panel.show_referral(self.panel.detail.row.uuid)

    def look_up(self) -> None:
        """What stands in the box is looked for: a code read by a QR reader, typed whole, or its number."""
        if self.code.value():
            self._by_code = True
            self.read()

    def _typed(self) -> None:
        self.code_field.show_problem("")
        if is_whole_code(self.code.value()):
            self.look_up()
        elif self._by_code:
            self._by_code = False
            self.read()

    def _filtered(self) -> None:
        if self.state.problem() is None and self.partner.problem() is None:
            self.read()

    def _found(self, rows: tuple[ReferralRow, ...], text: str) -> None:
        self.rows = rows
        self._show()
        if not text or text != self.code.value():
            return
        if rows:
            self._to_table()
        else:
            self.code_field.show_problem(texts.CODE_WRONG)
            self.code.selectAll()

    # painting

    def _show(self) -> None:
        if self._catalog is None:
            return
        today = self._session.clock.today()
        keys = [row.uuid for row in self.rows]
        self.table.show_rows([Row(row.uuid, texts.cells(row, self._catalog, today)) for row in self.rows])
        if self._wanted in keys:
            self.table.select(self._wanted)
        self._count.setText(texts.found_count(len(self.rows)) if self.rows else "")
        filtered = self._by_code or self.partner.value() or self.state.value() != texts.OPEN_FILTER
        self._stack.setCurrentWidget(self.table if self.rows else self._none_so if filtered else self._nothing)
        self._point(self.table.current_key())
        if self._wanted in keys:
            self._wanted = ""
            self._to_table()

    def _point(self, uuid: str) -> None:
        self.panel.show_referral(uuid)

    def show_one(self, uuid: str) -> None:
        """The open ones, with that one pointed at: the next key is about it."""
        self._by_code = False
        self.code.clear()
        self.state.set_value(texts.OPEN_FILTER)
        self.partner.set_value(None)
        self._wanted = uuid
        self.read()

    def _stepped(self) -> None:
        """The next stub is read at once; without one, the list goes on."""
        if self._by_code:
            self.code.clear()
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._to_table()

    def _to_table(self) -> None:
        """The cursor in the table; where it is not shown, in the box above it."""
        shown = self._stack.currentWidget() is self.table
        (self.table if shown else self.code).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """The box for the code: a reader may type at any moment."""
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forgets everything shown."""
        self.rows = ()
        self.table.show_rows(())
        self.panel.clear()
        self._count.setText("")

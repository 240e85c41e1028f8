"""«Auditoría»: who did what, newest first, by user, act and days."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from casa_desktop.services import audit_trail
from casa_desktop.services.audit_trail import Trail, TrailEntry, TrailQuery
from casa_desktop.texts import audit as words
from casa_desktop.texts import dates, numbers
from casa_desktop.texts import ui_settings as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.choices import Choice
from casa_desktop.ui.editors import DateEdit
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.field import Field
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import heading
from casa_desktop.ui.settings.stack import Stack


class AuditSection(Page):
    """Enter in a filter moves on, Ctrl+Enter shows; nothing here can be changed."""

    page_id = "audit"
    title = texts.AUDIT
    kinds = frozenset({"user", "desk"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._entries: tuple[TrailEntry, ...] = ()
        self._asked = TrailQuery()
        self._users = Choice(name="audit_user_edit")
        self.form = self._make_filter()
        self.table = RowsTable(texts.AUDIT_COLUMNS, name="audit_table", said=texts.AUDIT, wide=5, right=(0,))
        self._more = widgets.Button(texts.AUDIT_MORE, self._go_on, icon="down", name="more_button")
        self._empty = widgets.Empty(texts.AUDIT_NONE, texts.AUDIT_NONE_DETAIL, icon="shield")
        self._stack = Stack(self.table, self._empty, name="audit_stack")
        self._stack.setMinimumHeight(240)
        outer = widgets.column(
            heading(self.title, texts.AUDIT_HINT), self.form, self._stack, self._more, gap=widgets.MARGIN
        )
        outer.setStretch(2, 1)
        self.setLayout(outer)

    def refresh(self) -> None:
        self._ask(TrailQuery())

    def focus_first(self) -> None:
        self.form.focus_first()

    def keys(self) -> Sequence[Key]:
        return (Key(hotkeys.SAVE, texts.AUDIT_SHOW),)

    def help_text(self) -> str:
        return texts.AUDIT_HINT

    def close_down(self) -> None:
        self._entries = ()
        self.table.show_rows(())

    def _ask(self, start: TrailQuery) -> None:
        values = self.form.values()
        self._asked = TrailQuery(
            user=values["user"] or "",
            action=values["action"] or "",
            since=values["since"],
            until=values["until"],
            before=start.before,
        )
        if not start.before:
            self._entries = ()
        self.session.run(audit_trail.entries, self._asked, owner=self, done=self._fill, latest="audit.entries")

    def _go_on(self) -> None:
        if self._entries:
            self._ask(TrailQuery(before=self._entries[-1].sequence))

    def _fill(self, trail: Trail) -> None:
        self._entries += trail.entries
        with self.form.quiet():
            self._users.set_options([(name, name) for name in trail.users])
        self.table.show_rows(
            [
                Row(
                    str(entry.sequence),
                    (
                        numbers.integer(entry.sequence),
                        dates.short_moment(entry.at),
                        entry.user,
                        words.act(entry.action),
                        words.record(entry.action, entry.record),
                        words.fields(entry.fields),
                    ),
                )
                for entry in self._entries
            ]
        )
        self._more.setVisible(trail.more)
        self._stack.present(self.table if self._entries else self._empty)

    def _make_filter(self) -> Form:
        form = Form(name="audit_form")
        today = self.session.clock.today
        fields = (
            Field("user", texts.AUDIT_USER, self._users),
            Field(
                "action", texts.AUDIT_ACTION, Choice(sorted(words.ACTS.items(), key=lambda a: a[1]), name="action_edit")
            ),
            Field("since", texts.AUDIT_FROM, DateEdit(name="since_edit", today=today)),
            Field("until", texts.AUDIT_TO, DateEdit(name="until_edit", today=today)),
        )
        show = widgets.Button(texts.AUDIT_SHOW, form.ask_save, icon="search", name="show_button")
        for field in fields:
            form.add(field)
        line = widgets.row(*fields, show, gap=widgets.MARGIN)
        line.setAlignment(show, Qt.AlignmentFlag.AlignBottom)
        for at, stretch in enumerate((3, 4, 2, 2)):
            line.setStretch(at, stretch)
        form.setLayout(widgets.column(form.banner, line))
        form.save_asked.connect(self.refresh)
        return form

"""A template being configured: its form, and for the 345W the activities that feed it."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.donors import DonorForm, Template
from casa_desktop.domain.periods import Month
from casa_desktop.services import templates
from casa_desktop.services.templates import KeepActivity, KeepTemplate, RemoveActivity
from casa_desktop.texts import ui_donors as texts
from casa_desktop.ui import hotkeys, icons, widgets
from casa_desktop.ui.donors.forms import ActivityForm, TemplateForm
from casa_desktop.ui.forms.base import Form
from casa_desktop.ui.forms.kept import Place
from casa_desktop.ui.people.parts import Beside, flowing
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority

C = TypeVar("C")
_NARROWEST, _LOWEST = 420, 260
_PLACE = ("statistics", "donors")
"""Where an open form is found again."""


class TemplateView(QWidget):
    """The form and, beside it, the activities: Ctrl+N adds one, Enter opens it. Esc leaves the one that is open."""

    kept = Signal(str)
    """The template of that uuid was written and nothing more is asked of it."""
    closed = Signal()

    def __init__(self, session: Session, catalog: Catalog, template: Template | None) -> None:
        super().__init__()
        self.setObjectName("template_view")
        self._session, self._catalog, self.template = session, catalog, template
        self.activity_form: ActivityForm | None = None
        self._scrolled: QWidget | None = None
        self.form = TemplateForm(catalog, template)
        self.form.save_asked.connect(self._save)
        self.form.cancel_asked.connect(self._leave)
        self.activities = RowsTable(
            texts.ACTIVITY_COLUMNS, name="activities_table", said=texts.ACTIVITIES, wide=1, spare=(3,)
        )
        self.activities.opened.connect(self.edit_activity)
        self._none = widgets.Empty(texts.ACTIVITIES_NONE, texts.ACTIVITIES_NONE_DETAIL, icon="sheet")
        self._list = Stack(self.activities, self._none, name="activities_stack")
        self._right = QWidget()
        self._right.setLayout(self._make_right())
        cards = [
            widgets.card(widgets.column(keep_within(widgets.scrolled(self.form, "template_scroll"), _LOWEST))),
            widgets.card(widgets.column(self._right), name="activities_card"),
        ]
        for card in cards:
            card.setMinimumWidth(icons.scaled(_NARROWEST))
        self._cards = cards
        self._main = Beside(*cards, gap=12)
        self._stack = Stack(self._main, name="template_stack")
        self._stack.present(self._main)
        self.setLayout(widgets.column(self._stack))
        self._paint()
        session.kept.keep(self.form, Place(*_PLACE, texts.EDIT), template.named.uuid if template else "")

    def focus_first(self) -> None:
        """To what is open: an activity, the activities of a 345W, else the form."""
        if self.activity_form is not None:
            self.activity_form.focus_first()
        elif self._right.isVisibleTo(self):
            where: QWidget = self.activities if self.template and self.template.activities else self._add
            where.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_first()

    # activities

    def begin_activity(self) -> None:
        """An empty form for one more."""
        self._open_activity("")

    def edit_activity(self, uuid: str) -> None:
        """The form of one that exists."""
        self._open_activity(uuid)

    def retire_activity(self) -> None:
        """Takes the current one out; it can be brought back."""
        template = self.template
        activity = template.activity(self.activities.current_key()) if template is not None else None
        if template is None or activity is None:
            return

        def back() -> None:
            if (now := self.template) is not None:
                command = KeepActivity(now.named.uuid, now.named.version, activity)
                self._run(templates.keep_activity, command, self._take)

        def done(after: Template) -> None:
            self._take(after)
            self._session.prompts.inform(texts.ACTIVITY_RETIRED, undo=back)

        self._run(
            templates.remove_activity, RemoveActivity(template.named.uuid, template.named.version, activity.uuid), done
        )

    def _open_activity(self, uuid: str) -> None:
        template = self.template
        if template is None:
            return
        month = Month.of(self._session.clock.today())
        form = ActivityForm(self._catalog, month, template.activity(uuid))
        form.save_asked.connect(self._save_activity)
        form.cancel_asked.connect(self._close_activity)
        self.activity_form = form
        self._scrolled = widgets.card(widgets.column(keep_within(widgets.scrolled(form, "activity_scroll"), _LOWEST)))
        self._stack.present(self._scrolled)
        words = texts.ACTIVITY_EDIT if uuid else texts.ACTIVITY_NEW
        self._session.kept.keep(form, Place(*_PLACE, words), f"{template.named.uuid} {uuid}")
        form.focus_first()

    def _save_activity(self) -> None:
        form, template = self.activity_form, self.template
        if form is None or template is None:
            return

        def done(after: Template) -> None:
            self._session.prompts.inform(texts.ACTIVITY_SAVED)
            self._take(after)
            self._close_activity()
            self.activities.select(activity.uuid)

        activity = form.activity()
        command = KeepActivity(template.named.uuid, template.named.version, activity)
        self._run(templates.keep_activity, command, done, form)

    def _close_activity(self) -> None:
        form, scrolled = self.activity_form, self._scrolled
        self.activity_form = self._scrolled = None
        self._stack.present(self._main)
        if form is not None and scrolled is not None:
            form.mark_saved()
            self._stack.drop(scrolled)
        self.focus_first()

    # the template

    def step_back(self) -> None:
        """Esc, wherever the cursor is: out of the activity, or of the template; what is typed is kept as a draft."""
        if self.activity_form is not None:
            self._close_activity()
        else:
            self._leave()

    def _save(self) -> None:
        wanted = self.form.template()

        def done(after: Template) -> None:
            new = self.template is None
            self.form.mark_saved()
            self._session.prompts.inform(texts.TEMPLATE_SAVED)
            self.template = after
            if new and after.form is DonorForm.GIFMM:
                self.kept.emit(after.named.uuid)  # and goes on with its activities
            else:
                self.closed.emit()

        self._run(templates.keep, KeepTemplate(wanted), done, self.form)

    def _leave(self) -> None:
        self.form.mark_saved()
        self.closed.emit()

    def _take(self, template: Template) -> None:
        self.template = template
        self.form.take_version(template)
        self._paint()

    def _run(
        self,
        verb: Callable[[Any, C], Template],
        command: C,
        done: Callable[[Template], object],
        form: Form | None = None,
    ) -> None:
        self._session.run(
            verb,
            command,
            owner=self,
            done=done,
            failed=lambda error: (
                self._session.prompts.error(error) if form is None else form.show_problems(error.problems)
            ),
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    # painting

    def _make_right(self) -> QVBoxLayout:
        self._add = widgets.PrimaryButton(
            texts.ACTIVITY_NEW,
            self.begin_activity,
            keys=hotkeys.NEW,
            icon="add",
            name="new_activity_button",
            scope=self,
        )
        self._retire = widgets.Button(
            texts.ACTIVITY_RETIRE,
            self.retire_activity,
            keys=hotkeys.CANCEL,
            icon="remove",
            name="retire_activity_button",
            scope=self._right,
        )
        outer = widgets.column(
            widgets.label(texts.ACTIVITIES, "section"), flowing(self._add, self._retire), self._list, gap=10
        )
        outer.setStretch(2, 1)
        return outer

    def _paint(self) -> None:
        template = self.template
        own = template is not None and template.form is DonorForm.GIFMM
        self._cards[1].setVisible(own)
        if template is None or not own:
            return
        names = {kind.code: kind.name for kind in self._catalog.service_types}
        self.activities.show_rows(
            [
                Row(each.uuid, texts.activity_cells(each, [names.get(code, code) for code in each.services]))
                for each in template.activities
            ]
        )
        self._list.present(self.activities if template.activities else self._none)
        self._retire.setEnabled(bool(template.activities))


def keep_within(area: QScrollArea, lowest: int) -> QScrollArea:
    """*area* asks for no more height than *lowest* and takes what is left: it scrolls, and the page around it does
    not."""
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    area.setMinimumHeight(icons.scaled(lowest))
    return area

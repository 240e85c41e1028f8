"""«Reglas de conteo» in «Ajustes»: the rules, every version of the one that is pointed at, and the next one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from casa_desktop.domain.errors import CasaError, Code
from casa_desktop.services import rules
from casa_desktop.services.rules import RuleHistory, RulesQuery, WriteVersion
from casa_desktop.texts import ui_rules as texts
from casa_desktop.ui import hotkeys, widgets
from casa_desktop.ui.page import Key, Page
from casa_desktop.ui.ports import Draft
from casa_desktop.ui.rows import Row, RowsTable
from casa_desktop.ui.rules.form import VersionForm
from casa_desktop.ui.session import Session
from casa_desktop.ui.settings.parts import heading, with_acts
from casa_desktop.ui.settings.stack import Stack
from casa_desktop.ui.worker import Priority


class RulesSection(Page):
    """Up and down show the versions of a rule, Ctrl+N or Enter writes the next one, Esc comes back."""

    page_id = "rules"
    title = texts.TITLE
    kinds = frozenset({"rule", "month"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rules: dict[str, RuleHistory] = {}
        self._waiting: Draft | None = None
        """A draft that came before the rules."""
        self._met = False
        """Whether a conflict was told, so that the newer version is looked at next."""
        self.table = RowsTable(texts.COLUMNS, name="rules_table", said=texts.LIST)
        self.table.setMinimumHeight(220)
        self.versions = widgets.column(gap=12)
        self.heading = widgets.label("", "section", wrap=True, name="rule_heading")
        self.form = VersionForm(session.clock.today)
        self._stack = Stack(self._make_list(), self.form, name="rules_stack")
        self.table.chosen.connect(self._tell)
        self.table.opened.connect(lambda _: self.begin_new())
        self.form.save_asked.connect(self._save)
        self.form.cancel_asked.connect(self._back)
        self.setLayout(widgets.column(self._stack))
        self._stack.present(self._list)

    # what the window asks

    def refresh(self) -> None:
        self.session.run(rules.rules, RulesQuery(), owner=self, done=self._fill, latest="rules.rules")

    def focus_first(self) -> None:
        if self._stack.shown is self._list:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keys(self) -> Sequence[Key]:
        return (Key(hotkeys.NEW, texts.NEW), Key(hotkeys.SAVE, texts.SAVE))

    def help_text(self) -> str:
        return texts.HELP

    def draft(self) -> Draft | None:
        if self._waiting is not None:
            return self._waiting
        shown = self.form.history
        if self._stack.shown is not self.form or not self.form.dirty or shown is None:
            return None
        return {"rule": str(shown.rule), "after": self.form.after, "form": self.form.draft()}

    def restore(self, draft: Draft) -> None:
        if not self._rules:
            self._waiting = draft
            return
        self._waiting = None
        history = self._rules.get(str(draft.get("rule")))
        kept = draft.get("form")
        if history is not None and isinstance(kept, dict):
            self._open(history, int(draft.get("after", history.last.version)))
            self.form.restore(kept)

    def close_down(self) -> None:
        self._rules = {}
        self.form.clear()
        self.table.show_rows(())
        self._tell("")

    # acts

    def begin_new(self) -> None:
        """The form of the next version of the rule that is pointed at."""
        if (history := self._rules.get(self.table.current_key())) is not None:
            self._open(history)

    def _save(self) -> None:
        history = self.form.history
        if history is None:
            return
        values = self.form.values()
        self.session.run(
            rules.write,
            WriteVersion(history.rule, self.form.after, values["text"], values["from_month"], values["reason"]),
            owner=self,
            done=self._saved,
            failed=self._failed,
            priority=Priority.SAVING,
            what=texts.SAVING,
            cancellable=False,
        )

    def _saved(self, history: RuleHistory) -> None:
        self.session.prompts.inform(texts.saved(history.last))
        self._rules[str(history.rule)] = history
        self._back()
        self.table.select(str(history.rule))
        self._tell(str(history.rule))

    def _failed(self, error: CasaError) -> None:
        self.form.show_problems(error.problems)
        if error.code is Code.CONFLICT:
            self._met = True
            self.refresh()

    # painting

    def _fill(self, found: tuple[RuleHistory, ...]) -> None:
        self._rules = {str(history.rule): history for history in found}
        self.table.show_rows([Row(str(history.rule), texts.row(history.last)) for history in found])
        self._tell(self.table.current_key())
        shown = self.form.history
        if shown is not None and self._stack.shown is self.form:
            self.form.follow(self._rules[str(shown.rule)])
            if self._met:  # the conflict was told, and what it is about stands beside what was typed
                self.form.see()
        self._met = False
        if self._waiting is not None:
            self.restore(self._waiting)

    def _tell(self, key: str) -> None:
        """Every version of the rule *key*, the newest first."""
        while (item := self.versions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        history = self._rules.get(key)
        self.heading.setText(texts.row(history.last)[0] if history else "")
        for each in reversed(history.versions) if history else ():
            card = QWidget(self)
            parts = [
                widgets.label(texts.version_head(each), "caption", wrap=True, name=f"head_v{each.version}"),
                widgets.label(texts.version_text(each), wrap=True, name=f"text_v{each.version}"),
            ]
            if each.reason:
                parts.append(widgets.label(texts.reason(each), "hint", wrap=True, name=f"reason_v{each.version}"))
            card.setLayout(widgets.column(*parts, gap=2))
            self.versions.addWidget(card)
        self.versions.addStretch(1)

    def _open(self, history: RuleHistory, after: int | None = None) -> None:
        self.form.begin(history, after)
        self._stack.present(self.form)
        self.form.focus_first()

    def _back(self) -> None:
        self.form.clear()
        self._stack.present(self._list)
        self.focus_first()

    def _make_list(self) -> QWidget:
        self._list = QWidget()
        new = widgets.PrimaryButton(texts.NEW, self.begin_new, keys=hotkeys.NEW, icon="add", name="new_version_button")
        shown = QWidget()
        shown.setLayout(self.versions)
        below = widgets.scrolled(shown, "versions_scroll")
        below.setMinimumHeight(120)
        inside = widgets.column(
            with_acts(heading(self.title, texts.HINT), new),
            self.table,
            self.heading,
            below,
            gap=12,
        )
        inside.setStretch(1, 3)
        inside.setStretch(3, 2)
        self._list.setLayout(inside)
        return self._list

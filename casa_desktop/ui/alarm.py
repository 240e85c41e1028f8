"""A calm word over every page of those who may do something about what was found beside the base."""

from PySide6.QtWidgets import QWidget

from casa_desktop.domain.access import Action
from casa_desktop.services import alarms
from casa_desktop.services.alarms import AlarmQuery, Alarms, AlarmsRead
from casa_desktop.texts import ui_shell as texts
from casa_desktop.ui import widgets
from casa_desktop.ui.session import Session


class AlarmBanner(QWidget):
    """Stands there until somebody says that they have read it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("alarm_banner")
        self._session = session
        self.banner = widgets.Banner()
        self.banner.acted.connect(self._read)
        inside = widgets.column(self.banner)
        inside.setContentsMargins(24, widgets.GAP, 24, 0)
        self.setLayout(inside)
        self.hide()
        session.hub.subscribe(self, {"alarm"}, lambda _: self.look())

    def look(self) -> None:
        """Asks what nobody has read yet."""
        if self._session.can(Action.AUDIT_VIEW):
            self._session.run(alarms.waiting, AlarmQuery(), owner=self, done=self.show_alarms, latest="alarms")

    def show_alarms(self, found: Alarms) -> None:
        """Says what was found, or hides."""
        self.banner.show_text(texts.alarms(found.head, found.dropped), "warn", act=texts.ACCEPT)
        self.setVisible(bool(found))

    def _read(self) -> None:
        self._session.run(alarms.read, AlarmsRead(), owner=self)

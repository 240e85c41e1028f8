"""Views of which one is shown. A ``QStackedWidget`` is as tall as the tallest it holds; this one as what it shows."""

from PySide6.QtWidgets import QWidget

from casa_desktop.ui import widgets


class Stack(QWidget):
    """Shows one view at a time; views are added by showing them or beforehand."""

    def __init__(self, *views: QWidget, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._views: list[QWidget] = []
        self._inside = widgets.column()
        self.setLayout(self._inside)
        for view in views:
            self._add(view)

    @property
    def shown(self) -> QWidget | None:
        """The view that stands in front."""
        return next((view for view in self._views if not view.isHidden()), None)

    def present(self, view: QWidget) -> None:
        """Brings *view* to the front."""
        if view not in self._views:
            self._add(view)
        for each in self._views:
            if each is not view:
                each.hide()
        view.show()

    def drop(self, view: QWidget) -> None:
        """Removes a view for good."""
        self._views.remove(view)
        self._inside.removeWidget(view)
        view.hide()
        view.deleteLater()

    def _add(self, view: QWidget) -> None:
        view.hide()
        self._views.append(view)
        self._inside.addWidget(view)

"""What somebody who sees little, hears the screen or has no mouse would complain about, as a list of sentences."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


def controls(root: QWidget) -> list[QWidget]:
    """What can be operated on *root* now."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisibleTo(root)
        and widget.window() is root.window()
        and not isinstance(widget, QHeaderView)  # speaks through its table
        and not isinstance(widget.parentWidget(), QComboBox)  # its line speaks through the box
        and not widget.objectName().startswith("qt_")
    ]


def unnamed(root: QWidget) -> list[str]:
    """Controls without an accessible name or without an object name."""
    found = list[str]()
    for control in controls(root):
        words = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
        if not words:
            found.append(f"{type(control).__name__} «{control.objectName()}» has no accessible name")
        if not control.objectName():
            found.append(f"«{words}» has no object name")
    return found


def unreachable(root: QWidget) -> list[str]:
    """A screen without a single stop for Tab."""
    stops = [control for control in controls(root) if control.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [] if stops else ["no control can be reached by keyboard"]


def cut(root: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit into what they were given."""
    was_hidden = not root.isVisible()
    root.show()
    QApplication.processEvents()
    found = list[str]()
    for label in root.findChildren(QLabel):
        if not label.isVisibleTo(root) or not label.text() or label.objectName() == "status_label":
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        if label.height() < needed - 1:
            found.append(f"«{label.text()}» is cut in height: {label.height()} of {needed}")
        if not label.wordWrap() and label.width() < label.sizeHint().width() - 1:
            found.append(f"«{label.text()}» is cut in width: {label.width()} of {label.sizeHint().width()}")
    for button in root.findChildren(QAbstractButton):
        if button.isVisibleTo(root) and button.width() < button.minimumSizeHint().width() - 1:
            found.append(f"«{button.text()}» is cut: {button.width()} of {button.minimumSizeHint().width()}")
    if was_hidden:
        root.hide()
    return found

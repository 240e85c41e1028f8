"""Colours that everybody can read, and text that grows."""

import sys
from itertools import product

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel

from casa_desktop.paths import resource
from casa_desktop.ui import widgets
from casa_desktop.ui.application import make_frame
from casa_desktop.ui.theme import DARK, EDGES, LIGHT, PAIRS, SCALES, Colours, Sizes, Theme, contrast, style_sheet


@pytest.mark.parametrize(("scheme", "pair"), list(product((LIGHT, DARK), PAIRS)))
def test_every_text_has_a_contrast_of_at_least_4_5(scheme: Colours, pair: tuple[str, str]) -> None:
    assert contrast(getattr(scheme, pair[0]), getattr(scheme, pair[1])) >= 4.5


@pytest.mark.parametrize(("scheme", "pair"), list(product((LIGHT, DARK), EDGES)))
def test_every_edge_of_a_control_has_a_contrast_of_at_least_3(scheme: Colours, pair: tuple[str, str]) -> None:
    assert contrast(getattr(scheme, pair[0]), getattr(scheme, pair[1])) >= 3


def test_the_contrast_formula_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_scale_gives_three_sizes_in_order() -> None:
    for scale in SCALES:
        sizes = Sizes.at(scale)
        assert sizes.small < sizes.body < sizes.title
    assert Sizes.at(200).body == 2 * Sizes.at(100).body


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    sheet = resource("style/casa.qss").read_text(encoding="utf-8")
    assert "#" not in sheet.replace("QWidget#", "").replace("QFrame#", "").replace("QPushButton#", "")
    assert "rgb" not in sheet
    assert "$" not in style_sheet(LIGHT, Sizes.at(100), dark=False)


def test_the_program_wears_its_own_typeface_in_both_schemes_at_every_scale(theme: Theme) -> None:
    for choice, scale in product(("light", "dark"), SCALES):
        theme.apply(choice, scale)
        label = widgets.label("Ñandú")
        label.ensurePolished()
        assert label.font().family() == theme.family != ""
        assert label.font().pixelSize() == Sizes.at(scale).body
        assert label.palette().windowText().color().name() == theme.colours.text
        label.deleteLater()
    theme.apply("light", 100)


def test_the_line_at_the_bottom_is_older_than_the_dress_and_wears_the_typeface_too(
    qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", sys.excepthook)
    qapp.setStyleSheet("")
    qapp.setFont(QFont("Sans Serif"))
    frame = make_frame(qapp)
    frame.theme.apply("light")
    frame.window.show()
    frame.window.status.tell("Atención guardada")
    (said,) = frame.window.findChildren(QLabel, "status_label")
    assert said.font().family() == theme.family
    frame.window.close()
    frame.window.deleteLater()


def test_no_icon_shows_a_red_cross_and_every_icon_is_tinted() -> None:
    for path in resource("icons").glob("*.svg"):
        source = path.read_text(encoding="utf-8").lower()
        assert "red" not in source
        assert "#f00" not in source
        if not path.stem.startswith(("control-", "program")):
            assert "#000000" in source, path.name

"""A name that holds words somebody typed is a name, and no folder."""

from pathlib import Path, PureWindowsPath

import pytest

from casa_desktop.texts.files import safe_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Proyecto ECHO 2025/26 2026-01-15", "Proyecto ECHO 2025-26 2026-01-15"),
        ('a\\b:c*d?e"f<g>h|i', "a-b-c-d-e-f-g-h-i"),
        ("Conciliación\n2026. ", "Conciliación2026"),
        ("informe-2026-03.pdf", "informe-2026-03.pdf"),
    ],
)
def test_what_a_file_system_refuses_is_a_dash(typed: str, name: str) -> None:
    assert safe_name(typed) == name
    assert Path(name).name == PureWindowsPath(name).name == name

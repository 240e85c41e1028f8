"""Where icons, fonts and style sheets stand: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path


def asset(*parts: str) -> Path:
    """The path of ``resources/<parts>``; it may not exist."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"
    root = inside if inside.is_dir() else package.parent / "resources"
    return root.joinpath(*parts)

"""The program's version; the wheel, ``--version``, the printed pages and the copies read it here."""

VERSION = "0.1.0"
PROGRAM = f"CASA Desktop {VERSION}"
"""How the program names itself on paper and in copies."""

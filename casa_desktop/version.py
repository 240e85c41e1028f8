"""The program's version; the wheel, ``--version``, the printed pages and the copies read it here."""

VERSION = "0.1.0"

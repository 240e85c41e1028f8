"""Numbers as Colombians write them: «.» for thousands, «,» for decimals, a space before «%»."""

from decimal import Decimal

from casa_desktop.domain.fields import canonical


def integer(value: int) -> str:
    """``1.234``."""
    return f"{value:,}".replace(",", ".")


def signed(value: int) -> str:
    """``+280``, ``-280``, ``0``: a difference."""
    return f"{'+' if value > 0 else ''}{integer(value)}"


def decimal(value: float, places: int = 1) -> str:
    """``1.234,5``."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def measure(value: Decimal) -> str:
    """``12,5``: as many decimals as it has, none for a whole number."""
    whole, _, rest = canonical(abs(value)).partition(".")
    return ("-" if value < 0 else "") + integer(int(whole)) + (f",{rest}" if rest else "")


def percent(part: int, whole: int, places: int = 0) -> str:
    """``92 %``; «n/d» where there is nothing to divide by."""
    return f"{decimal(100 * part / whole, places)} %" if whole else "n/d"


def count(value: int, one: str, many: str) -> str:
    """``1 persona``, ``1.234 personas``."""
    return f"{integer(value)} {plural(value, one, many)}"


def plural(value: int, one: str, many: str) -> str:
    """The word that goes with *value*: zero takes the plural."""
    return one if value == 1 else many


def minutes(value: int) -> str:
    """Minutes as a length of time: ``45 min``, ``1 h 05 min``."""
    hours, rest = divmod(value, 60)
    return f"{hours} h {rest:02d} min" if hours else f"{rest} min"


def seconds(value: float) -> str:
    """A wait, rounded up to the second: ``45 segundos``, ``1 minuto y 30 segundos``, ``15 minutos``."""
    whole, rest = divmod(max(1, -int(-value // 1)), 60)
    parts = [count(whole, "minuto", "minutos")] if whole else []
    parts += [count(rest, "segundo", "segundos")] if rest else []
    return " y ".join(parts)


def listing(parts: list[str] | tuple[str, ...]) -> str:
    """``a, b y c`` (``e`` before the sound of i)."""
    if len(parts) < 2:
        return "".join(parts)
    last = parts[-1].lower()
    sounds_i = last.startswith(("i", "í", "hi", "hí")) and not last.startswith(("hia", "hie", "ia", "ie"))
    return f"{', '.join(parts[:-1])} {'e' if sounds_i else 'y'} {parts[-1]}"

"""Spanish of «Igual que la última atención»: what was filled in, and what was left out."""

from collections.abc import Iterable

from casa_desktop.domain.catalog import Catalog
from casa_desktop.domain.visit_views import Again
from casa_desktop.texts import dates
from casa_desktop.texts.ui_visits import short_name

KEY = "Igual que la última atención (el perfil se pregunta otra vez)"
NONE = "No hay una atención anterior que usted pueda ver."


def said(last: Again, catalog: Catalog) -> str:
    """``Igual que el 3 de marzo de 2026: Orientación. Elija el perfil.``, and what was not copied, with the reason."""
    if last.came_on is None:
        return NONE
    told = [f"Igual que el {dates.long_date(last.came_on)}: {_names(last.types, catalog)}. Elija el perfil."]
    if not last.types:
        told = [f"De la atención del {dates.long_date(last.came_on)} no hay nada que repetir aquí."]
    if last.apart:
        told.append(f"No se copió {_names(last.apart, catalog)}: se registra en su propia página.")
    if last.gone:
        told.append(f"No se copió {_names(last.gone, catalog)}: ya no se ofrece, o su rol no lo registra.")
    return " ".join(told)


def _names(codes: Iterable[str], catalog: Catalog) -> str:
    kinds = ((code, catalog.service_type(code)) for code in codes)
    names = [short_name(kind) if kind is not None else code for code, kind in kinds]
    return " y ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))

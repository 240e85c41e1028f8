"""The printed text of every counting rule that the program brings, by id and version. It never changes: a changed rule
gets a new version, and the desk's own stand in the base."""

from types import MappingProxyType

from casa_desktop.domain.indicators import Rule

NAMES = MappingProxyType(
    {
        Rule.PERSONS: "Personas atendidas en el mes",
        Rule.NEW_PERSONS: "Personas nuevas",
        Rule.NEW_IN_YEAR: "Personas nuevas en el año",
        Rule.VISITS: "Atenciones",
        Rule.SERVICES: "Servicios prestados",
        Rule.PERSONS_OF_SERVICE: "Personas por servicio",
        Rule.FAMILIES: "Familias atendidas",
        Rule.COVERED: "Personas cubiertas",
        Rule.MONTHLY_SUM: "Suma mensual de personas",
        Rule.DISTINCT: "Personas únicas del período",
    }
)
"""The name of a rule, for lists and headings."""

TEXTS = MappingProxyType(
    {
        (Rule.PERSONS, 1): (
            "personas distintas con al menos un servicio en el mes, y cada atención anónima cuenta como una persona."
        ),
        (Rule.NEW_PERSONS, 1): "personas cuyo primer servicio en la mesa fue en el mes.",
        (Rule.NEW_IN_YEAR, 1): (
            "personas sin un servicio anterior de la misma actividad del proyecto desde el 1.º de enero de ese año."
        ),
        (Rule.VISITS, 1): "atenciones: los servicios de una persona en una misma fecha se cuentan una vez.",
        (Rule.SERVICES, 1): (
            "servicios prestados en el mes, no personas (la suma de las cantidades, donde el servicio las registra)."
        ),
        (Rule.PERSONS_OF_SERVICE, 1): "personas distintas que recibieron este servicio en el mes.",
        (Rule.FAMILIES, 1): "familias distintas con al menos un servicio en el mes.",
        (Rule.COVERED, 1): "personas a las que llegó un servicio prestado a su familia o a su grupo.",
        (Rule.MONTHLY_SUM, 1): (
            "suma de las personas de cada mes: quien vino en varios meses se cuenta en cada uno de ellos."
        ),
        (Rule.DISTINCT, 1): "personas distintas en todo el período: quien vino en varios meses se cuenta una sola vez.",
    }
)


def rule_text(rule: Rule | str, version: int) -> str:
    """The sentence to print, without the name of the row; raises KeyError for a version that never was."""
    return TEXTS[(Rule(rule), version)]


def sentence(written: str) -> str:
    """A text of the desk's own as it is printed: it ends as a sentence does."""
    return written if written.endswith((".", "!", "?", "…")) else f"{written}."

"""How lists of people name documents and sexes, squeezed to letters and digits without accents."""

import re
from functools import lru_cache
from types import MappingProxyType

from casa_desktop.domain.text import fold

_APART = re.compile(r"[^a-z0-9]")


@lru_cache(maxsize=20_000)
def squeezed(text: str) -> str:
    """Letters and digits of *text*, nothing else: «C. C.» and «cc» are the same."""
    return _APART.sub("", fold(text))


CEDULA = "cedula"
"""Of which country is told by the number, or by the person's own."""

_NAMES = {
    "CC": "cc cedulaciudadania ceduladeciudadania cedulacolombiana ceduladeciudadaniacolombiana",
    "CV": "cv ci v ve cedulavenezolana cedulavenezuela cedulaidentidad ceduladeidentidad ceduladeidentidadvenezolana",
    "TI": "ti tarjetaidentidad tarjetadeidentidad",
    "RC": "rc registrocivil registrocivildenacimiento nuip",
    "CN": "cn nacidovivo certificadodenacidovivo certificadonacidovivo",
    "CE": "ce cedulaextranjeria ceduladeextranjeria ceduladeextranjero",
    "PA": "pa pas pasaporte passport pp",
    "PT": "pt ppt permisoproteccion permisoproteccciontemporal permisoprotecciontemporal permisoporprotecciontemporal "
    "permisodeprotecciontemporal permisoporprotecciontemporalppt",
    "PE": "pe pep permisoespecial permisoespecialpermanencia permisoespecialdepermanencia "
    "permisoespecialdepermanenciapep",
    "SC": "sc salvoconducto",
    "DE": "de documentoextranjero dni documentoextranjera extranjero otro",
    "CD": "cd carnediplomatico",
    "AN": "an actanacimiento actadenacimiento partidadenacimiento partidanacimiento actadenacimientovenezolana",
    "TMF": "tmf tarjetamovilidad tarjetademovilidadfronteriza tarjetamovilidadfronteriza",
    "AS": "as adultosinidentificacion indocumentado indocumentada sindocumento sindocumentos sinidentificacion",
    "MS": "ms menorsinidentificacion menorsindocumento",
}
DOCUMENT_NAMES = MappingProxyType(
    {CEDULA: CEDULA, **{name: code for code, names in _NAMES.items() for name in names.split()}}
)
"""A document's name → its code, or :data:`CEDULA`."""

WOMEN = frozenset(["f", "fem", "femenino", "femenina", "mujer", "female", "woman", "nina", "02"])
MEN = frozenset(["h", "masc", "masculino", "masculina", "hombre", "varon", "male", "man", "nino", "01"])
INTERSEX = frozenset(["i", "intersexual", "intersex", "indeterminado", "intersexualoindeterminado", "03"])
UNKNOWN_SEX = frozenset(
    {
        "sd",
        "sindato",
        "sindatos",
        "nosabe",
        "norefiere",
        "nr",
        "na",
        "noaplica",
        "ninguno",
        "noresponde",
    }
)

NOTHING = frozenset(
    {
        "sindato",
        "sindatos",
        "norefiere",
        "noaplica",
        "notiene",
        "null",
        "nosabe",
        "nr",
        "sininformacion",
    }
)
"""What people write where there is nothing to write."""
MAY_BE_A_NAME = frozenset({"null", "nr"})
"""Of those, what somebody may be called, if only by their initials."""
NO_NUMBER = NOTHING | frozenset(
    {
        "na",
        "no",
        "sd",
        "ninguno",
        "ninguna",
        "sin",
        "none",
        "nan",
        "notienetelefono",
        "sintelefono",
        "nd",
    }
)

NATIONALS = MappingProxyType(
    {
        "VEN": "venezolan venezuel vzla",
        "COL": "colombian",
        "ECU": "ecuatorian",
        "PER": "peruan",
        "HTI": "haitian",
        "CUB": "cuban",
        "CHL": "chilen",
        "ARG": "argentin",
        "BOL": "bolivian",
        "BRA": "brasiler brasilen",
        "DOM": "dominican",
        "MEX": "mexican",
        "PAN": "panamen",
        "USA": "estadounidense norteamerican eeuu eua",
        "ESP": "espanol",
        "NIC": "nicaraguense",
        "HND": "honduren",
        "SLV": "salvadoren",
        "GTM": "guatemaltec",
        "CRI": "costarricense",
        "URY": "uruguay",
        "PRY": "paraguay",
        "ITA": "italian",
        "FRA": "frances",
        "DEU": "aleman",
        "CHN": "chin",
        "SYR": "siri",
        "NGA": "nigerian",
        "GHA": "ghanes",
    }
)
"""How somebody of a country is called, without the ending that tells a man from a woman."""
_ENDINGS = ("", "a", "o", "as", "os", "e", "es")


def national_names() -> dict[str, str]:
    """Every form of :data:`NATIONALS` → alpha-3."""
    return {stem + end: code for code, stems in NATIONALS.items() for stem in stems.split() for end in _ENDINGS}

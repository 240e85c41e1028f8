"""What invented documents give to a reader: the lines of a passport or card, and the bar code of a cédula."""

from dataclasses import dataclass

from casa_desktop.domain.mrz import check_digit

_BINARY = bytes((at * 73 + 41) % 256 for at in range(531)).decode("latin-1")
"""What stands behind the text of a cédula; with line ends, tabs and everything else."""


@dataclass(frozen=True)
class Papers:
    """An invented person; dates as YYMMDD."""

    number: str = "123456789"
    surnames: str = "PENA<RIVAS"
    given: str = "YUSMARY<DEL<VALLE"
    birth: str = "900115"
    sex: str = "F"
    expiry: str = "300131"
    nationality: str = "VEN"
    issuer: str = "VEN"
    optional: str = ""

    def _names(self, length: int) -> str:
        return f"{self.surnames}<<{self.given}".ljust(length, "<")[:length]

    def td3(self) -> str:
        """The two lines of a passport."""
        number, personal = self.number.ljust(9, "<"), self.optional.ljust(14, "<")
        fields = (number, self.birth, self.expiry, personal)
        checked = [f + check_digit(f) for f in fields]
        whole = check_digit("".join(checked))
        second = f"{checked[0]}{self.nationality}{checked[1]}{self.sex}{checked[2]}{checked[3]}{whole}"
        return f"P<{self.issuer}{self._names(39)}\n{second}"

    def td2(self) -> str:
        """The two lines of a larger card."""
        number = self.number.ljust(9, "<")
        checked = [f + check_digit(f) for f in (number, self.birth, self.expiry)]
        optional = self.optional.ljust(7, "<")
        whole = check_digit("".join(checked) + optional)
        second = f"{checked[0]}{self.nationality}{checked[1]}{self.sex}{checked[2]}{optional}{whole}"
        return f"I<{self.issuer}{self._names(31)}\n{second}"

    def td1(self) -> str:
        """The three lines of a card."""
        if len(self.number) > 9:
            number, more = f"{self.number[:9]}<", f"{self.number[9:]}{check_digit(self.number)}<"
        else:
            number = self.number.ljust(9, "<")
            number, more = number + check_digit(number), ""
        first, second = more.ljust(15, "<"), self.optional.ljust(11, "<")
        birth, expiry = self.birth + check_digit(self.birth), self.expiry + check_digit(self.expiry)
        whole = check_digit(number + first + birth + expiry + second)
        lines = (
            f"I<{self.issuer}{number}{first}",
            f"{birth}{self.sex}{expiry}{self.nationality}{second}{whole}",
            self._names(30),
        )
        return "\n".join(lines)


def bar_code(
    number: str = "1098000123",
    names: tuple[str, str, str, str] = ("PEÑA", "DE LA HOZ", "ANA", "MARÍA"),
    sex: str = "F",
    birth: str = "19900115",
    before: str = "03",
) -> str:
    """All 531 places of a cédula's PDF417, as a picture of it gives them."""
    serial = f"{before}12345678".ljust(24, "\0")
    told = "".join(name.ljust(23, "\0") for name in names)
    text = f"{serial}PubDSK_1{chr(0) * 8}53144500{number.zfill(10)}{told}0{sex}{birth}680010O+\0"
    return text + _BINARY[len(text) :]

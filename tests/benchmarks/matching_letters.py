"""What ears and fingers do to one name: each class of error is told apart, and changes one place."""

import random
import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

Spoil = Callable[[random.Random, str], str]

_SOUNDS = {
    "b_v": "b>v v>b",
    "s_c_z": "s(?=[eiéí])>c c(?=[eiéí])>s z>s s(?=[aouáóú])>z c(?=[eiéí])>z s$>z",
    "h_silent": r"\bh> (?<=\w)(?<![cpst])h> \b(?=[aeiouáéíóú])>h",
    "ll_y": "ll>y (?<=[aeiouáéíóú])y(?=[aeiouáéíóú])>ll \\by(?=[aeouáéó])>ll",
    "g_j": "g(?=[eiéí])>j j(?=[eiéí])>g",
    "x_s": "x>s x>j (?<=e)s(?=[pt])>x",
    "c_k_qu": "c(?=[aourlóáú])>k k>c qu(?=[eiéí])>k k(?=[eiéí])>qu",
    "i_y": r"(?<=\w)y\b>i (?<=\w\w)i\b>y (?<=[aeou])y(?=[^aeiouáéíóú])>i (?<=[^aeiouáéíóúl])y(?=[^aeiouáéíóú])>i",
    "y_j": r"\bj(?=[aeouáéóú])>y \by(?=[aeouáéóú])>j \bjh>y \bjh>j \bjh>yh \byh>jh \bjoh>jho \bjoh>yo",
    "ñ_n": "ñ>n ñ>ni n(?=[oa])>ñ",
    "ez_es": r"ez\b>es éz\b>es iz\b>is ez\b>e es\b>ez",
    "doubled": "nn>n ss>s tt>t ff>f rr>r (?<=[aeiou])n(?=[aeiou])>nn (?<=[aei])s(?=[aeioéó])>ss (?<=[ae])t(?=[aeo])>tt",
    "w_gu": r"\bw>gu \bwi>wui \bwui>wi \bgui(?=l)>wi \bhu(?=[aeá])>w",
    "ph_th": "ph>f th>t f(?=[ai])>ph t(?=[aeiy])>th",
    "m_n": "n(?=[bpv])>m m(?=[bp])>n",
    "l_r": "r(?=[bcdgmnpt])>l l(?=[bcdgmpt])>r",
    "last_letter": r"(?<=\w\w\w)s\b> (?<=\w\w\w)z\b> (?<=\w\w\w)d\b> (?<=\w\w[aeoy])\b>s (?<=\w\w\w)n\b>",
    "vowel": r"(?<=\w)e(?=\w)>i (?<=\w)i(?=\w)>e (?<=\w)o(?=\w)>u (?<=\w)u(?=\w)>o ou>u oi>ua",
}
"""Rules ``what>what`` apart by blanks; of all places where one holds, one is changed."""

_BESIDE = "qwa wqes ewrd retf tryg ytuh uyij iuok oipl pol aqsz sadw dsfe fdgr gfht hgjy jhku kjli lko zxas xzcs"
_NEIGHBOURS = {letters[0]: letters[1:] for letters in f"{_BESIDE} cxvd vcbf bvng nbmh mnk".split(" ")}
"""What lies beside a letter on the keyboard."""


def spoilt_by_sound(kind: str) -> Spoil:
    """What writes a name by ear in the way of *kind*; the same name where that cannot be done."""
    rules = [rule.partition(">")[::2] for rule in _SOUNDS[kind].split(" ") if rule]
    patterns = [(re.compile(what), instead) for what, instead in rules]

    def spoil(chance: random.Random, name: str) -> str:
        small = name.lower()
        found = [(match.start(), match.end(), instead) for what, instead in patterns for match in what.finditer(small)]
        if not found:
            return name
        start, end, instead = chance.choice(found)
        return as_before(name, small[:start] + instead + small[end:])

    return spoil


def as_before(before: str, after: str) -> str:
    """*after* with capitals where *before* has them: at the beginning of each word but particles."""
    small = {word for word in before.split() if word.islower()}
    return " ".join(
        word if word in small else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
        for word in after.split()
    )


def accent(chance: random.Random, name: str) -> str:
    """The accents gone, or one where none belongs."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name.replace("ñ", "\0")) if not unicodedata.combining(c))
    bare = bare.replace("\0", "ñ")
    if bare != name:
        return bare
    places = [i for i, c in enumerate(name) if c in "aeiou"]
    if not places:
        return name
    i = chance.choice(places)
    return name[:i] + "áéíóú"["aeiou".index(name[i])] + name[i + 1 :]


def dropped(chance: random.Random, name: str) -> str:
    i = chance.randrange(1, len(name)) if len(name) > 3 else 0
    return as_before(name, (name[:i] + name[i + 1 :]).lower()) if i else name


def repeated(chance: random.Random, name: str) -> str:
    i = chance.randrange(len(name))
    return as_before(name, (name[: i + 1] + name[i:]).lower()) if name[i].isalpha() else name


def neighbour(chance: random.Random, name: str) -> str:
    places = [i for i, c in enumerate(name.lower()) if c in _NEIGHBOURS]
    if not places:
        return name
    i = chance.choice(places)
    return as_before(name, (name[:i] + chance.choice(_NEIGHBOURS[name[i].lower()]) + name[i + 1 :]).lower())


def turned(chance: random.Random, name: str) -> str:
    """Two letters beside each other in the other order."""
    small = name.lower()
    places = [
        i for i in range(len(name) - 1) if small[i].isalpha() and small[i + 1].isalpha() and small[i] != small[i + 1]
    ]
    if not places:
        return name
    i = chance.choice(places)
    return as_before(name, small[:i] + small[i + 1] + small[i] + small[i + 2 :])


def added(chance: random.Random, name: str) -> str:
    i = chance.randrange(1, len(name) + 1)
    return as_before(name, (name[:i] + chance.choice("abcdefghijlmnoprstuvyz") + name[i:]).lower())


SPOILS: Mapping[str, Spoil] = MappingProxyType(
    {
        **{kind: spoilt_by_sound(kind) for kind in _SOUNDS},
        "accent": accent,
        "letter_dropped": dropped,
        "letter_repeated": repeated,
        "letter_neighbour": neighbour,
        "letters_turned": turned,
        "letter_added": added,
    }
)

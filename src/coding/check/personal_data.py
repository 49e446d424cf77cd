"""Words that may make a person recognisable: names behind titles, numbers, addresses. Likely, never certain."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from coding.language.wordlists import roles

_TITLES = (
    r"(?:[Pp]ak|[Bb]apak|[Bb]u|[Ii]bu|[Mm]as|[Mm]ba[kh]|[Bb]ang|[Kk]ang|[Mm]ang|[Oo]m|[Tt]ante|[Uu]stad[zh]?|[Kk][iy]ai|"
    r"[Ss]audar[ai]|[Hh]aji|[Hh]aj+ah|Sdri?\.|H\.|Hj\.|KH\.?|[Dd]r\.|Ir\.|Drs\.|Dra\.|Prof\.)"
)
_INTRODUCED = r"(?:[Nn]ama saya(?: adalah)?|[Nn]amanya|[Bb]ernama|[Pp]anggil(?: saja| saya)+)"
# One or more titles (Pak Haji, Drs. H.), then a word with a capital and small letters.
_NAME = re.compile(rf"\b(?:(?:{_TITLES}[ \t]+)+|{_INTRODUCED}[ \t]+(?:{_TITLES}[ \t]+)*)([A-Z][a-z’']{{2,}})\b")
_NO_NAMES = frozenset(
    "januari februari maret april juni juli agustus september oktober november desember senin selasa rabu kamis jumat "
    "sabtu minggu ahad indonesia lampung jawa bali sumatra sumatera jakarta surabaya malaysia taiwan korea hongkong hong "
    "singapura singapore arab saudi dubai brunei jepang timur barat utara selatan tengah".split()
)
_PLATES = (
    "A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z|AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|"
    "DP|DR|DS|DT|EA|EB|ED|KB|KH|KT|KU|PA|PB"
)
_PATTERNS = {
    "identity": re.compile(r"(?<!\d)\d{6}(?:0[1-9]|[1-7]\d)(?:0[1-9]|1[0-2])\d{6}(?!\d)"),
    "phone": re.compile(
        r"(?<![\d.,])(?:\+?62[ .-]?|0)8\d{1,2}[ .-]?\d{3,4}[ .-]?\d{3,5}(?!\d)"
        r"|(?<![\d.,])\(?0[2-7]\d{1,2}\)?[ -]\d{6,8}(?!\d)"
    ),
    "email": re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"),
    "plate": re.compile(rf"(?<![\w/.-])(?:{_PLATES}) \d{{2,4}} [A-Z]{{1,3}}(?![\w/])"),
    "address": re.compile(
        r"\b(?:Jl\.?|Jln\.?|Jalan|Gang|Gg\.?|Perum(?:ahan)?)[ \t]+(?:[A-Z0-9][\w.]*[ \t]+){1,4}(?:[Nn]o(?:mor)?\.?[ \t]*)\d+"
        r"|\bRT[ .]*\d{1,3}[ \t]*[,/]?[ \t]*RW[ .]*\d{1,3}\b"
    ),
}


class Trace(NamedTuple):
    """Words that may lead to a person. kind: name, phone, identity, email, plate, address."""

    kind: str
    start: int
    words: str


def traces(text: str, known: Callable[[str], bool]) -> Iterator[Trace]:
    """What may lead to a person, in the order of the text. known: whether a word (lower case) is no name here."""
    found = [Trace(kind, hit.start(), hit[0]) for kind, pattern in _PATTERNS.items() for hit in pattern.finditer(text)]
    named: dict[int, str] = {}
    for hit in _NAME.finditer(text):
        word = hit[1].lower().removesuffix("nya")
        if not known(word) and not known(hit[1].lower()):
            found.append(Trace("name", hit.start(), " ".join(hit[0].split())))
            named[hit.start(1)] = "" if re.match(_INTRODUCED, hit[0]) else hit[1]
    # Who has been named with a title is often named without it afterwards.
    for name in sorted({one for one in named.values() if one}):
        bare = (hit.start() for hit in re.finditer(rf"\b{re.escape(name)}\b", text))
        found += [Trace("name", start, name) for start in bare if start not in named]
    yield from sorted(found, key=lambda trace: trace.start)


def no_names(words: Collection[str]) -> Callable[[str], bool]:
    """Tells words (lower case) that are no names: offices, months, places; and `words`, those of organisations."""
    known = roles() | _NO_NAMES | {word.lower() for word in words}
    return known.__contains__


def looks_like_name(role: str, known: Callable[[str], bool]) -> bool:
    """Whether a role is a name, rather: with a title, or two to four capitalised words of which none is known.

    >>> looks_like_name("Siti Aminah", no_names([])), looks_like_name("Kepala Desa", no_names([]))
    (True, False)
    """
    words = role.split()
    if any(trace.kind == "name" for trace in traces(role, known)):
        return True
    return 2 <= len(words) <= 4 and all(re.fullmatch(r"[A-Z][a-z]+", one) and not known(one.lower()) for one in words)

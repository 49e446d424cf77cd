"""A period of field work as people write it, "Agustus–November 2016", as months that dates can be held against."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu aug ags",
            "september sep sept",
            "oktober october okt oct",
            "november nov nopember",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_PART = re.compile(rf"\b({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?(?:\s+(\d{{4}}))?|\b(\d{{4}})\b", re.I)


@dataclass(frozen=True)
class Period:
    """From the month `first` to the month `last`, both included; months as 2016-08."""

    text: str
    first: str
    last: str

    def holds(self, date: str) -> bool:
        """Whether a date (2016-09-14) lies in the period."""
        return self.first <= date[:7] <= self.last


def read(text: str) -> Period | None:
    """The period that a text tells; None where it cannot be read with certainty.

    >>> read("Agustus–November 2016")
    Period(text='Agustus–November 2016', first='2016-08', last='2016-11')
    >>> read("2017").last, read("dua bulan")
    ('2017-12', None)
    """
    parts = [(_MONTHS.get((hit[1] or "").lower()), hit[2] or hit[3]) for hit in _PART.finditer(text)]
    if not parts or len(parts) > 2 or not parts[-1][1]:
        return None
    (month, year), (last_month, last_year) = parts[0], parts[-1]
    year = year or last_year
    if (month is None) != (last_month is None):
        return None
    first, last = f"{year}-{month or 1:02d}", f"{last_year}-{last_month or 12:02d}"
    return Period(text, first, last) if first <= last else None

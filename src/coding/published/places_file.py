"""Where a source puts whom in the network, as the section `network` of claims.yml tells it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coding import yamls
from coding.files import read_text
from coding.labels import Text
from coding.paths import shown

Place = Literal["centre", "rim"]


@dataclass(frozen=True)
class Placement:
    """A reading of the study: the place of a stakeholder, and the claims it rests on."""

    actor: str
    place: Place
    claims: tuple[str, ...]
    reading: Text


def load(path: Path, known: Collection[str]) -> list[Placement]:
    """The readings in the section `network` of a district's claims; none when it has no such section.

    known: keys of stakeholders. Raises CodebookError, with the line, for a place, a stakeholder or a claim that does not
    exist.
    """
    with yamls.gathering(read_text(path), shown(path)) as top:
        stated = {str(claim.get("id")) for claim in top.mappings_of("claims", "the list of claims")}
        found = [_placement(entry, known, stated) for entry in top.mappings_of("network", "places of stakeholders")]
    return found


def _placement(entry: yamls.Mapping, known: Collection[str], stated: Collection[str]) -> Placement:
    entry.only(("actor", "place", "claims", "reading"))
    actor = str(entry.need("actor", str, "the key of a stakeholder"))
    if actor and actor not in known:
        entry.refuse(f"the stakeholder {actor!r} is unknown", f"Use one of {', '.join(known)}.", "actor")
    place = entry.need("place", str, "centre or rim")
    if place and place not in ("centre", "rim"):
        entry.refuse(f"place is {place!r}", "Write centre or rim.", "place")
    claims = tuple(map(str, entry.need("claims", list, "numbers of claims")))
    for claim in claims:
        if claim not in stated:
            entry.refuse(f"there is no claim {claim!r}", "Use the number of a claim of this file.", "claims")
    return Placement(actor, "centre" if place == "centre" else "rim", claims, entry.text("reading"))

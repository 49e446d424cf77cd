"""Where the study puts a body in the network, held against the telling."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from coding import yamls
from coding.files import read_text
from coding.findings.claims import Verdict
from coding.labels import Text
from coding.paths import shown

if TYPE_CHECKING:
    from coding.network.measures import Range

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


def judge(place: Place, rank: Range, size: int) -> Verdict:
    """Whether the telling puts a body where the study does. rank: of those who name it, among `size` bodies heard.

    The better half of the ranks is the centre, the rest the rim. agrees: on the study's side, whichever transcript is
    left out. differs: on the other side, whichever is left out. open: it changes sides, or it was not heard and so has no
    rank. A rule of ours, and one on being named: who is named most need not lead.
    """
    if rank.value != rank.value:
        return "open"
    sides = {one <= size / 2 for one in (rank.value, rank.low, rank.high) if one == one}
    if len(sides) > 1:
        return "open"
    return "agrees" if sides == {place == "centre"} else "differs"

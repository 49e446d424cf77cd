"""Where the study puts a body in the network, held against the telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coding.findings.claims import Verdict
from coding.published.places_file import Place

if TYPE_CHECKING:
    from coding.network.measures import Range


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

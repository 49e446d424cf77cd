"""Measures of the network as told, with what becomes of them when one transcript is left out.

A dozen stakeholders whose ties come from talk are no sample that a test could be run on. What can be asked is whether a
figure hangs on a single conversation: each measure is worked out anew with one transcript left out, for each in turn
(the jackknife's way, without its standard error), and printed with the lowest and highest value met.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import networkx as nx

from coding.files import Row
from coding.network.ties import Telling, Tie, graph, tied

PairKind = Literal["mutual", "one_sided", "contradicted", "denied", "unclear"]
PAIR_KINDS: tuple[PairKind, ...] = ("contradicted", "mutual", "one_sided", "denied", "unclear")
NAN = float("nan")


@dataclass(frozen=True)
class Position:
    """Where a stakeholder stands. named_by: others who tell of a tie to it (in-degree). names: those it tells of
    (out-degree), nan when it was not heard. betweenness: Freeman's index, 0 to 1. rank: of named_by among those ranked,
    1 the most named, equals sharing the better rank; nan when not among them."""

    named_by: float
    names: float
    betweenness: float
    rank: float


@dataclass(frozen=True)
class Range:
    """A figure, and the lowest and highest it takes when one transcript is left out; nan where it is not defined."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Pair:
    """Two stakeholders who were both heard, with what each tells of the other (None: nothing)."""

    first: str
    second: str
    forth: Tie | None
    back: Tie | None

    @property
    def kind(self) -> PairKind:
        """mutual: both tell of a tie; contradicted: one tells of it, the other denies it; one_sided: one tells, the other
        says nothing clear; denied: nobody tells of it and somebody denies it; unclear: only unclear codings."""
        told = [tie.told for tie in (self.forth, self.back) if tie]
        denied = [tie.status == "absent" for tie in (self.forth, self.back) if tie]
        if all(told) and len(told) == 2:
            return "mutual"
        if any(told):
            return "contradicted" if any(denied) else "one_sided"
        return "denied" if any(denied) else "unclear"


def heard(people: Iterable[Row], known: Iterable[str], *, without: str = "") -> list[str]:
    """Stakeholders that somebody among the participants speaks for, in the order of `known`; without: a transcript."""
    speaking = {person["stakeholder"] for person in people if person["transcript"] != without}
    return [key for key in known if key in speaking]


def pairs(found: Iterable[Tie], everyone: Sequence[str]) -> list[Pair]:
    """Every pair of those heard of whom at least one names the other, in the order of `everyone`."""
    by_ends = {(tie.source, tie.target): tie for tie in found}
    result = []
    for place, first in enumerate(everyone):
        for second in everyone[place + 1 :]:
            forth, back = by_ends.get((first, second)), by_ends.get((second, first))
            if forth or back:
                result.append(Pair(first, second, forth, back))
    return result


def reciprocity(between: Iterable[Pair]) -> float:
    """Mutual pairs over pairs in which at least one tells of a tie (of those both heard): M / (M + A) of the dyad census
    (Wasserman and Faust 1994, ch. 13); nan when nobody tells of any. Where only ties among those heard are counted, it
    is r / (2 - r) of the share r of ties that are returned."""
    kinds = [pair.kind for pair in between]
    told = sum(kind in ("mutual", "one_sided", "contradicted") for kind in kinds)
    return kinds.count("mutual") / told if told else NAN


def density(network: nx.DiGraph[str], everyone: Sequence[str]) -> float:
    """Told ties over possible ties among those who were heard: only they can tell. nan for fewer than two."""
    size = len(everyone)
    inside = sum(1 for a, b in network.edges if a in everyone and b in everyone)
    return inside / (size * (size - 1)) if size > 1 else NAN


def positions(
    network: nx.DiGraph[str], known: Sequence[str], everyone: Collection[str], ranked: Collection[str] = ()
) -> dict[str, Position]:
    """The position of each stakeholder of `known`. everyone: those heard; ranked: those ranked, when these are others.

    Degrees are numbers of ties (Freeman 1978); betweenness counts directed shortest paths, divided by (n - 1)(n - 2) for
    the n stakeholders heard or named. Those not heard stand at the ends of paths only.
    """
    whole = network.copy()
    whole.add_nodes_from(everyone)
    between = nx.betweenness_centrality(whole) if len(whole) > 2 else {}
    ranked = ranked or everyone
    named_by = {key: whole.in_degree(key) if key in whole else 0 for key in (*known, *ranked)}
    return {
        key: Position(
            named_by=float(named_by[key]),
            names=float(whole.out_degree(key)) if key in everyone else NAN,
            betweenness=float(between.get(key, 0.0)),
            rank=1.0 + sum(named_by[other] > named_by[key] for other in ranked) if key in ranked else NAN,
        )
        for key in known
    }


@dataclass(frozen=True)
class Measures:
    """All measures of a network. positions: by stakeholder and name of measure."""

    positions: dict[str, dict[str, Range]]
    density: Range
    reciprocity: Range


def measures(told: Sequence[Telling], people: Sequence[Row], known: Sequence[str]) -> Measures:
    """Each measure of the whole, and its lowest and highest when one transcript is left out.

    A stakeholder heard in one transcript only is unheard without it: its own telling is then undefined, and not counted.
    Ranks are always among all who were heard.
    """
    transcripts = sorted({one.coding["transcript"] for one in told})
    whole = _once(told, people, known, "")
    drawn = [_once(told, people, known, transcript) for transcript in transcripts]
    ranged = {key: _ranged(value, [one[key] for one in drawn]) for key, value in whole.items()}
    return Measures(
        {key: {name: ranged[key, name] for name in Position.__annotations__} for key in known},
        ranged["", "density"],
        ranged["", "reciprocity"],
    )


def _once(
    told: Iterable[Telling], people: Sequence[Row], known: Sequence[str], without: str
) -> Mapping[tuple[str, str], float]:
    """(stakeholder or "", measure) → value, without a transcript."""
    found = tied(one for one in told if one.coding["transcript"] != without)
    everyone, ranked = heard(people, known, without=without), heard(people, known)
    network = graph(found)
    values = {
        (key, name): float(value)
        for key, position in positions(network, known, everyone, ranked).items()
        for name, value in vars(position).items()
    }
    values["", "density"] = density(network, everyone)
    values["", "reciprocity"] = reciprocity(pairs(found, everyone))
    return values


def _ranged(value: float, drawn: Iterable[float]) -> Range:
    defined = [one for one in drawn if one == one]
    return Range(value, min(defined), max(defined)) if defined and value == value else Range(value, NAN, NAN)

"""The coordination network as informants tell it: who speaks of coordinating with whom, how, begun by whom, and whether
at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import networkx as nx

from coding.districts.stakeholders import By, Directory
from coding.files import Row
from coding.findings.coordination import CellStatus, cell_status, rank_quotes

# Statuses of a tie that is told to exist, at least in part.
TOLD = frozenset({"present", "partial", "mixed"})


class Telling(NamedTuple):
    """One coding in which a stakeholder tells of another: the evidence of a tie.

    channels and initiative are read off the segment's words; a coding of what is absent has none.
    """

    source: str
    target: str
    coding: Row
    segment: Row
    channels: tuple[str, ...] = ()
    initiative: tuple[By, ...] = ()


@dataclass(frozen=True)
class Tie:
    """What the informants of one stakeholder tell of another, from their coded segments: source tells of target."""

    source: str
    target: str
    tellings: Sequence[Telling]

    @cached_property
    def counts(self) -> Counter[str]:
        """Codings by status."""
        return Counter(one.coding["status"] for one in self.tellings)

    @cached_property
    def channels(self) -> Counter[str]:
        """How they are told to meet, with numbers of segments; a segment coded twice counts once."""
        return Counter(
            key for key, _ in sorted({(key, one.segment["segment"]) for one in self.tellings for key in one.channels})
        )

    @cached_property
    def initiative(self) -> Counter[By]:
        """Whose first step is told, with numbers of segments."""
        return Counter(
            by for by, _ in sorted({(by, one.segment["segment"]) for one in self.tellings for by in one.initiative})
        )

    @property
    def informants(self) -> set[str]:
        return {one.segment["speaker"] for one in self.tellings}

    @property
    def status(self) -> CellStatus:
        return cell_status(self.counts)

    @property
    def codings(self) -> int:
        return len(self.tellings)

    @property
    def told(self) -> bool:
        return self.status in TOLD

    @property
    def quotes(self) -> list[Row]:
        """The codings behind the tie, those that serve best as its quote first."""
        return rank_quotes((one.coding for one in self.tellings), self.status)

    def formal_share(self, directory: Directory) -> float | None:
        """Share of the named channels that are formal; None when none is named."""
        return formal_share(self.channels, directory.formal)


def formal_share(channels: Counter[str], formal: frozenset[str]) -> float | None:
    """Share of named channels that are formal; None when none is named."""
    total = channels.total()
    return sum(n for key, n in channels.items() if key in formal) / total if total else None


def tellings(codings: Iterable[Row], segments: Sequence[Row], directory: Directory) -> list[Telling]:
    """Every coding of every segment that names another stakeholder, once for each one named; sorted.

    A stakeholder that the directory does not know, or none, tells nothing.
    """
    by_name = {row["segment"]: row for row in segments}
    named, channels = cache(directory.mentions), cache(directory.channels_in)
    found = []
    for coding in codings:
        source, segment = coding["stakeholder"], by_name[coding["segment"]]
        if source not in directory.stakeholders:
            continue
        for target in named(segment["text"]):
            if target != source:
                one = Telling(source, target, coding, segment)
                if coding["status"] != "absent":
                    steps = directory.initiative_in(segment["text"], target, source)
                    one = one._replace(channels=tuple(channels(segment["text"])), initiative=tuple(steps))
                found.append(one)
    return sorted(found, key=lambda one: (one.source, one.target, one.coding["coding"]))


def tied(told: Iterable[Telling]) -> list[Tie]:
    """Tellings of the same pair as one tie, by source and target."""
    found: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    for one in told:
        found[one.source, one.target].append(one)
    return [Tie(*ends, found[ends]) for ends in sorted(found)]


def ties(codings: Iterable[Row], segments: Sequence[Row], directory: Directory) -> list[Tie]:
    """All ties: a coded segment ties its speaker's stakeholder to every other stakeholder named in it."""
    return tied(tellings(codings, segments, directory))


def graph(found: Iterable[Tie]) -> nx.DiGraph[str]:
    """Directed graph of the ties that are told to exist at least in part; `weight` is the number of codings."""
    result: nx.DiGraph[str] = nx.DiGraph()
    for tie in found:
        if tie.told:
            result.add_edge(tie.source, tie.target, weight=tie.codings)
    return result

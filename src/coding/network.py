"""The coordination network as informants tell it: who speaks of coordinating with whom, how, and whether at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx

from coding.files import Row
from coding.findings import CellStatus, cell_status
from coding.stakeholders import Directory


@dataclass
class Tie:
    """What the informants of one stakeholder tell of another, from their coded segments.

    source tells of target. counts: codings by status. channels: how they are told to meet, with numbers of
    segments. quotes: the codings behind the tie.
    """

    source: str
    target: str
    counts: Counter[str] = field(default_factory=Counter)
    channels: Counter[str] = field(default_factory=Counter)
    informants: set[str] = field(default_factory=set)
    quotes: list[Row] = field(default_factory=list)

    @property
    def status(self) -> CellStatus:
        return cell_status(self.counts)

    def formal_share(self, directory: Directory) -> float | None:
        """Share of the named channels that are formal; None when none is named."""
        formal = sum(n for key, n in self.channels.items() if _is_formal(key, directory))
        total = sum(self.channels.values())
        return formal / total if total else None


def _is_formal(key: str, directory: Directory) -> bool:
    return any(channel.key == key and channel.formal for channel in directory.channels)


def ties(codings: Iterable[Row], segments: Sequence[Row], directory: Directory) -> list[Tie]:
    """All ties, by source and target.

    A coded segment ties its speaker's stakeholder to every other stakeholder named in it. Segments coded twice
    count once for channels and once a coding for status.
    """
    by_name: Mapping[str, Row] = {row["segment"]: row for row in segments}
    found: dict[tuple[str, str], Tie] = {}
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for coding in codings:
        segment = by_name[coding["segment"]]
        for target in directory.mentions(segment["text"]):
            source = coding["stakeholder"]
            if target == source or not source:
                continue
            tie = found.setdefault((source, target), Tie(source, target))
            tie.counts[coding["status"]] += 1
            tie.informants.add(segment["speaker"])
            tie.quotes.append(coding)
            if segment["segment"] not in seen[source, target]:
                seen[source, target].add(segment["segment"])
                tie.channels.update(directory.channels_in(segment["text"]))
    return [found[key] for key in sorted(found)]


def graph(found: Iterable[Tie], *, told: Sequence[str] = ("present", "partial", "mixed")) -> nx.DiGraph[str]:
    """Directed graph of the ties that are told to exist at least in part; `weight` is the number of codings."""
    result: nx.DiGraph[str] = nx.DiGraph()
    for tie in found:
        if tie.status in told:
            result.add_edge(tie.source, tie.target, weight=sum(tie.counts.values()), tie=tie)
    return result


def measures(network: nx.DiGraph[str], everyone: Sequence[str]) -> dict[str, dict[str, float]]:
    """In-degree, out-degree and betweenness of each stakeholder, as plain numbers of ties and Freeman's index.

    With a dozen nodes and ties from talk, these describe and do not test.
    """
    whole = network.copy()
    whole.add_nodes_from(everyone)
    between = nx.betweenness_centrality(whole) if len(whole) > 2 else dict.fromkeys(whole, 0.0)
    return {
        node: {
            "named_by": float(whole.in_degree(node)),
            "names": float(whole.out_degree(node)),
            "betweenness": float(between[node]),
        }
        for node in everyone
    }


def density(network: nx.DiGraph[str], everyone: Sequence[str]) -> float:
    """Told ties over possible ties among those who were heard: only they can tell."""
    size = len(everyone)
    inside = sum(1 for a, b in network.edges if a in everyone and b in everyone)
    return inside / (size * (size - 1)) if size > 1 else 0.0

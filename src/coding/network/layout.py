"""Where the network's picture puts its nodes and lines: the same places in every run, by rules and not by chance."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import numpy.typing as npt

from coding.network.ties import Tie

Point = tuple[float, float]
Points = npt.NDArray[np.float64]
# A page holds so many lines and no more; with fewer nodes than this there is no inner circle.
MOST_LINES = 26
ALONE = 6
INNER = 5
CROSSED = 0.28  # of the outer circle's radius: nearer than this a line seems to touch a node
BESIDE = 7  # points of some 40 that may lie on earlier lines: crossings do, lines side by side have more
BENDS = (0.0, 0.12, -0.12, 0.22, -0.22, 0.34, -0.34, 0.48, -0.48)


@dataclass(frozen=True)
class Line:
    """A pair as one line, from first to second, with the tie that each tells of the other."""

    first: str
    second: str
    forth: Tie | None
    back: Tie | None

    @property
    def ties(self) -> list[Tie]:
        return [tie for tie in (self.forth, self.back) if tie]

    @property
    def codings(self) -> int:
        return sum(tie.codings for tie in self.ties)


def lines(found: Iterable[Tie], order: Sequence[str], *, least: int = 1) -> list[Line]:
    """One line a pair of stakeholders with at least `least` codings, unless they are unclear all; by `order`."""
    place = {key: number for number, key in enumerate(order)}
    by_ends: dict[tuple[str, str], dict[bool, Tie]] = {}
    for tie in found:
        if tie.told or tie.status == "absent":
            ends = sorted((tie.source, tie.target), key=place.__getitem__)
            by_ends.setdefault((ends[0], ends[1]), {})[tie.source == ends[0]] = tie
    drawn = [Line(a, b, both.get(True), both.get(False)) for (a, b), both in by_ends.items()]
    return sorted((one for one in drawn if one.codings >= least), key=lambda one: (place[one.first], place[one.second]))


def threshold(found: Sequence[Tie], order: Sequence[str], *, most: int = MOST_LINES) -> int:
    """The smallest number of codings at which no more than `most` lines remain; where all would go, for too many have
    the same number, they all stay."""
    sizes = sorted((one.codings for one in lines(found, order)), reverse=True)
    return 1 if len(sizes) <= most else min(sizes[0], sizes[most] + 1)


def circles(nodes: Sequence[str], named_by: Mapping[str, int], drawn: Sequence[Line]) -> dict[str, Point]:
    """Two circles of radius 1 and about 0.45: within, the third that most others name (five at most); around them the
    rest, in the order of `nodes`. Few nodes stand on one circle. The inner ones are turned and ordered so that lines are
    short and run past other nodes, not over them."""
    if len(nodes) <= ALONE:
        return _ring(nodes, 1.0 if len(nodes) > 1 else 0.0, 0.0)
    most = sorted(nodes, key=lambda key: (-named_by.get(key, 0), nodes.index(key)))[: min(INNER, len(nodes) // 3)]
    outer = _ring([key for key in nodes if key not in most], 1.0, 0.0)
    inner = [one for one in nodes if one in most]
    tried = [
        {**outer, **_ring(order, 0.45, turn * math.pi / 12)}
        for order in permutations(inner[1:])
        for order in [(inner[0], *order)]
        for turn in range(24)
    ]
    return min(tried, key=lambda places: round(_cost(places, drawn), 6))


def _ring(nodes: Sequence[str], radius: float, turn: float) -> dict[str, Point]:
    angles = [turn + 2 * math.pi * number / len(nodes) for number in range(len(nodes))]
    return {key: (radius * math.sin(one), radius * math.cos(one)) for key, one in zip(nodes, angles, strict=True)}


def _cost(places: Mapping[str, Point], drawn: Sequence[Line]) -> float:
    """The lines' squared lengths, and one more for each node that a straight line would cross."""
    number = {key: place for place, key in enumerate(places)}
    nodes = np.array(list(places.values()))
    first, second = (nodes[[number[getattr(one, end)] for one in drawn]] for end in ("first", "second"))
    along = second - first
    lengths = (along**2).sum(axis=1)
    share = (((nodes[None] - first[:, None]) * along[:, None]).sum(axis=2) / lengths[:, None]).clip(0, 1)
    away = np.linalg.norm(first[:, None] + share[..., None] * along[:, None] - nodes[None], axis=2)
    return float(lengths.sum() + ((away < CROSSED) & (share > 0) & (share < 1)).sum())


def curve(start: Point, end: Point, obstacles: Sequence[Point], drawn: Sequence[Points], *, clear: float) -> Points:
    """A line of 161 points from start to end, bent as little as keeps it `clear` of the obstacles and apart from the lines
    drawn before; where no bend does, the one that comes least near."""
    best, worth = _bent(start, end, 0.0), (-math.inf, 0)
    for bend in BENDS:
        points = _bent(start, end, bend)
        room, beside = min(_room(points, obstacles), clear), _beside(points, drawn)
        if room >= clear and beside <= BESIDE:
            return points
        if (round(room, 6), -beside) > worth:
            best, worth = points, (round(room, 6), -beside)
    return best


def _beside(points: Points, drawn: Sequence[Points]) -> int:
    """How many of some 40 points of a line, but for those near its ends, lie on lines drawn before."""
    inner = points[(_away(points, points[0]) > 0.35) & (_away(points, points[-1]) > 0.35)][::4]
    if not drawn or not len(inner):
        return 0
    before = np.concatenate([one[::6] for one in drawn])
    return int((np.linalg.norm(inner[:, None] - before[None], axis=2).min(axis=1) < 0.07).sum())


def _away(points: Points, place: npt.ArrayLike) -> Points:
    away: Points = np.linalg.norm(points - np.asarray(place), axis=1)
    return away


def _bent(start: Point, end: Point, bend: float) -> Points:
    """A quadratic Bézier curve whose middle stands off by half of `bend` times its length."""
    a, b = np.array(start), np.array(end)
    middle = (a + b) / 2 + bend * np.array([-(b - a)[1], (b - a)[0]])
    t = np.linspace(0, 1, 161)[:, None]
    points: Points = (1 - t) ** 2 * a + 2 * t * (1 - t) * middle + t**2 * b
    return points


def _room(points: Points, obstacles: Sequence[Point]) -> float:
    if not obstacles:
        return math.inf
    return float(np.linalg.norm(points[:, None] - np.array(obstacles)[None], axis=2).min())


def stretched(places: Mapping[str, Point], width: float, height: float) -> dict[str, Point]:
    """The places made to fill a box of this width and height around the origin."""
    points = np.array(list(places.values()))
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.where(high - low > 1e-9, high - low, np.inf)
    moved = (points - (low + high) / 2) * np.array([width, height]) / span
    return {key: (float(x), float(y)) for key, (x, y) in zip(places, moved, strict=True)}


@dataclass(frozen=True)
class Zone:
    """What a node takes up: a disc and, below it, a box for its label (none for a label that stands outside)."""

    centre: Point
    radius: float
    box: tuple[float, float] = (0.0, 0.0)

    def holds(self, points: Points) -> npt.NDArray[np.bool_]:
        """Which points lie in it."""
        away = points - np.array(self.centre)
        width, height = self.box
        inside: npt.NDArray[np.bool_] = _away(points, self.centre) < self.radius
        if width:
            inside |= (abs(away[:, 0]) < width / 2) & (away[:, 1] < 0) & (away[:, 1] > -self.radius - height)
        return inside

    def outline(self) -> list[Point]:
        """Points that a line should keep clear of."""
        (x, y), (width, height) = self.centre, self.box
        if not width:
            return [self.centre]
        return [self.centre, *((x + step * width / 4, y - self.radius - height / 2) for step in (-2, -1, 0, 1, 2))]


def trimmed(points: Points, start: Zone, end: Zone) -> Points:
    """The part of a line that lies outside the zones of its two ends."""
    outside = ~(start.holds(points) | end.holds(points))
    return points[outside] if outside.sum() > 1 else points[[0, -1]]

"""Acts: what one key press decided, be it one line or several; which of them undo and redo are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from coding.decisions.decision import Decision


def to_undo(decisions: Iterable[Decision]) -> list[Decision]:
    """The lines of the latest act of one coder that still counts; empty when none is left."""
    ordered = _ordered(decisions)
    undone = _undone(ordered)
    fresh = [one for one in ordered if one.action not in ("undo", "redo")]
    for _, act in groupby(reversed(fresh), key=lambda one: one.at):
        lines = [one for one in act if one.id not in undone]
        if lines:
            return lines[::-1]
    return []


def to_redo(decisions: Iterable[Decision]) -> list[Decision]:
    """The lines of the act that was undone last; empty when something new was decided since."""
    ordered = _ordered(decisions)
    undone = _undone(ordered)
    by_id = {one.id: one for one in ordered}
    for _, act in groupby(reversed(ordered), key=lambda one: one.at):
        lines = list(act)
        if any(one.action not in ("undo", "redo") for one in lines):
            return []
        again = [by_id[one.of] for one in lines if one.action == "undo" and one.of in undone and one.of in by_id]
        if again:
            return sorted(again, key=lambda one: one.order)
    return []


def _ordered(decisions: Iterable[Decision]) -> list[Decision]:
    """Each line once: after a merge a line may stand twice."""
    return sorted({one.id: one for one in decisions}.values(), key=lambda one: one.order)


def _undone(ordered: Sequence[Decision]) -> set[str]:
    undone: set[str] = set()
    for one in ordered:
        if one.action == "undo":
            undone.add(one.of)
        elif one.action == "redo":
            undone.discard(one.of)
    return undone

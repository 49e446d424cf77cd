"""What a student reads after a check: whether it holds, what is off, and where to look. Never the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from coding.labels import Text, text

State = Literal["right", "not_yet", "empty"]

HEADINGS: dict[State, Text] = {
    "right": text("Betul", "Right"),
    "not_yet": text("Belum tepat", "Not there yet"),
    "empty": text("Belum diisi", "Not filled in yet"),
}
_SIGNS: dict[State, str] = {"right": "✓", "not_yet": "→", "empty": "…"}
_TINTS: dict[State, tuple[str, str]] = {
    "right": ("#1d7a5f", "#e6f3ee"),
    "not_yet": ("#b3401a", "#fdf1ea"),
    "empty": ("#666666", "#f3f3f3"),
}


@dataclass(frozen=True)
class Judgement:
    """The outcome of a check in both languages; says: one remark a thing that is off, or what a right answer shows."""

    state: State
    says: Sequence[Text] = ()

    @property
    def right(self) -> bool:
        return self.state == "right"


@dataclass(frozen=True)
class Feedback:
    """A judgement on one exercise as a notebook shows it."""

    number: str
    judgement: Judgement
    language: str

    @property
    def right(self) -> bool:
        return self.judgement.right

    def __str__(self) -> str:
        lines = [f"{_SIGNS[self.judgement.state]} {self.number} · {self._heading}"]
        return "\n".join(lines + [f"  – {said[self.language]}" for said in self.judgement.says])

    __repr__ = __str__

    @property
    def _heading(self) -> str:
        return HEADINGS[self.judgement.state][self.language]

    def _repr_html_(self) -> str:
        """Student's words come back in it, so everything is escaped."""
        line, ground = _TINTS[self.judgement.state]
        items = "".join(f"<li>{escape(said[self.language])}</li>" for said in self.judgement.says)
        return (
            f'<div role="status" style="border-left:4px solid {line};background:{ground};color:#1a1a1a;'
            f'padding:.5em .9em;max-width:46em"><strong>{_SIGNS[self.judgement.state]} {escape(self.number)} · '
            f"{self._heading}</strong>"
            + (f'<ul style="margin:.3em 0 0 1.1em;padding:0">{items}</ul>' if items else "")
            + "</div>"
        )


def right(*says: Text) -> Judgement:
    return Judgement("right", says)


def not_yet(*says: Text) -> Judgement:
    return Judgement("not_yet", says)


def empty(says: Text) -> Judgement:
    return Judgement("empty", (says,))


def judged(remarks: Sequence[Text], when_right: Text) -> Judgement:
    """Right when nothing is off."""
    return not_yet(*remarks) if remarks else right(when_right)

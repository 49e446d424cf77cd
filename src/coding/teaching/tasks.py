"""Tasks on sentences that students code themselves: shown only after their own blind reading, or they would be told."""

from __future__ import annotations

from coding.teaching import current, exercises, partner
from coding.teaching.board import Markdown
from coding.teaching.feedback import Feedback, empty
from coding.teaching.material import BLIND
from coding.teaching.words import say


def task(number: str) -> Markdown | Feedback:
    """The items of an exercise (`shown` in its file), once the student has read the first transcript to its end."""
    if not partner.finished():
        return Feedback(number, empty(say("read_first", transcript=BLIND)), current.language())
    items = exercises.of(number).body["items"]
    return Markdown("\n".join(f"- **{key}** {item.text('shown')[current.language()]}" for key, item in items.items()))

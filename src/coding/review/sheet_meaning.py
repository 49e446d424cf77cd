"""What the cells of one row of a review sheet mean: a coding, a rejection, a coding taken back, or nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NamedTuple

from coding.codebooks.codes import Codebook
from coding.review.sheet_read import Given, Problem

What = Literal["open", "coding", "reject", "cleared"]


class Values(NamedTuple):
    """A coding as a row gives it."""

    indicator: str
    status: str
    subcode: str
    memo: str


class Meaning(NamedTuple):
    """What a row says. unchanged: just as the sheet was written."""

    what: What
    given: Given
    values: Values = Values("", "", "", "")
    unchanged: bool = False


_NO_STATUS = "Choose the status of this coding; to take a coding back, clear the decision."


def meaning(given: Given, book: Codebook) -> Meaning | Problem:
    """What a row says, in the light of what it said when it was written."""
    one, now = given.origin.question, given.filled
    written = one.filled
    had = bool(one.line)
    if now == written:
        what: What = "coding" if had else "reject" if written.decision == "reject" else "open"
        return Meaning(what, given, _values(given), unchanged=True)
    if not (now.decision or now.indicator or now.status or now.part):
        return _empty(given)
    if now.decision == "reject":
        if now.indicator not in ("", one.suggested, written.indicator):
            return _problem(
                given,
                f"this row rejects indicator {now.indicator}, which it did not suggest",
                "Leave the indicator empty, or choose another decision.",
            )
        return Meaning("reject", given, _values(given))
    rest = replace(now, decision=written.decision, memo=written.memo)
    if had and not now.decision:
        if rest == written:
            return Meaning("cleared", given, _values(given))
        return _problem(given, "the decision is empty, but the rest of the row was changed", "Choose a decision.")
    if had and not now.indicator and now.decision == written.decision and now.status in ("", written.status):
        return Meaning("cleared", given, _values(given))
    return _coding(given, book)


def _empty(given: Given) -> Meaning | Problem:
    written = given.origin.question.filled
    if given.origin.question.line:
        return Meaning("cleared", given, _values(given))
    if written.decision == "reject":
        return _problem(
            given,
            "a rejection cannot be made undecided again here",
            "Choose accept or change instead, or undo it in JupyterLab.",
        )
    if given.filled.memo:
        return _problem(given, "a memo without a decision", "Choose a decision; a memo is kept with one.")
    return Meaning("open", given)


def _coding(given: Given, book: Codebook) -> Meaning | Problem:
    one, now = given.origin.question, given.filled
    had = bool(one.line)
    indicator = now.indicator or ("" if had else one.suggested)
    if not indicator:
        return _problem(given, "the indicator is missing", "Choose the indicator that applies.")
    if indicator not in book.codes:
        return _problem(given, f"the codebook has no indicator {indicator} any more", "Choose another.")
    if now.decision == "change" and not had and not (now.indicator or now.status or now.part):
        return _problem(
            given, "“change” without telling into what", "Fill in the indicator or the status that applies."
        )
    status = now.status or ("" if had or indicator != one.suggested else one.suggested_status)
    if not status:
        return _problem(given, "the status is missing", _NO_STATUS)
    code, _, subcode = now.part.partition(":")
    if subcode and code != indicator:
        if now.part != one.filled.part:
            return _problem(given, f"the part is one of indicator {code}, not of {indicator}", "Clear it or mend it.")
        subcode = ""  # left over from the indicator that stood here before
    return Meaning("coding", given, Values(indicator, status, subcode, now.memo))


def _values(given: Given) -> Values:
    now = given.filled
    return Values(now.indicator, now.status, now.part.partition(":")[2], now.memo)


def _problem(given: Given, what: str, mend: str) -> Problem:
    return Problem(given.line, what, mend, given.origin.question.number)

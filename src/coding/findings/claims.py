"""The findings of a source, claim by claim, held against the codings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coding.files import Row
from coding.findings.coordination import CellStatus, cell_status, rank_quotes
from coding.published.claims_file import Claim

Verdict = Literal["agrees", "partly", "differs", "open", "not_coded"]
VERDICTS: tuple[Verdict, ...] = ("agrees", "partly", "differs", "open", "not_coded")


@dataclass(frozen=True)
class Test:
    """A claim with the codings that bear on it and what they say.

    bearing: codings of the claim's indicator (and part), by the claim's actors; rule in `judge`.
    """

    claim: Claim
    status: CellStatus
    counts: Mapping[str, int]
    informants: int
    verdict: Verdict
    quotes: Sequence[Row]


def bearing(claim: Claim, codings: Iterable[Row]) -> list[Row]:
    """Codings that bear on a claim: its indicator, its part where the coder named one, said by its actors."""
    return [
        coding
        for coding in codings
        if coding["indicator"] == claim.indicator
        and (not claim.subcode or coding.get("subcode", "") in ("", claim.subcode))
        and ("all" in claim.actors or coding["stakeholder"] in claim.actors)
    ]


def judge(claim_status: str, found: CellStatus) -> Verdict:
    """Agreement of a claim's status with what its actors' codings say.

    agrees: the same; partly: one step apart on absent, partial, present, or the codings are mixed; differs: present
    against absent. open: no clear coding. A claim whose own status is unclear (a hope, a plan) agrees with
    unclear or mixed codings, and is else partly borne out.
    """
    if found in ("none", "unclear"):
        return "agrees" if claim_status == found else "open"
    if claim_status == "unclear":
        return "agrees" if found == "mixed" else "partly"
    if found == claim_status:
        return "agrees"
    if {found, claim_status} == {"present", "absent"}:
        return "differs"
    return "partly"


def test(claim: Claim, codings: Sequence[Row], speakers: Mapping[str, str]) -> Test:
    """Hold one claim against the codings. A claim outside the seven indicators is not coded."""
    if not claim.indicator:
        return Test(claim, "none", {}, 0, "not_coded", [])
    mine = bearing(claim, codings)
    counts = Counter(coding["status"] for coding in mine)
    status = cell_status(counts)
    return Test(
        claim,
        status,
        dict(counts),
        len({speakers[coding["segment"]] for coding in mine}),
        judge(claim.status, status),
        rank_quotes(mine, claim.status),
    )


Side = Literal["for", "partly", "against", "unclear"]
SIDES: tuple[Side, ...] = ("for", "partly", "against", "unclear")
_SIDE: dict[Verdict, Side] = {"agrees": "for", "partly": "partly", "differs": "against", "open": "unclear"}


def sides(claim_status: str, counts: Mapping[str, int]) -> dict[Side, int]:
    """How many codings speak for a claim, partly for it, against it, or leave it open: each by the rule of `judge`.

    >>> sides("absent", {"absent": 3, "partial": 2, "present": 1, "unclear": 4})
    {'for': 3, 'partly': 2, 'against': 1, 'unclear': 4}
    """
    result: dict[Side, int] = dict.fromkeys(SIDES, 0)
    for status in ("present", "partial", "absent", "unclear"):
        result[_SIDE[judge(claim_status, status)]] += counts.get(status, 0)
    return result


def silent(claim: Claim, codings: Iterable[Row], heard: Sequence[str]) -> list[str]:
    """The claim's actors who say nothing that bears on it: the evidence that is missing.

    codings: those that bear on the claim. heard: stakeholders that participants stand for, whom `all` means.
    """
    speaking = {coding["stakeholder"] for coding in codings}
    return [actor for actor in (heard if "all" in claim.actors else claim.actors) if actor not in speaking]


def at_odds(claims: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Pairs of claims of one indicator (and part) and actor, one present and one absent.

    They need not contradict each other in what they say; but no status of an indicator can agree with both.
    """
    return [
        (first, second)
        for n, first in enumerate(claims)
        for second in claims[n + 1 :]
        if first.indicator
        and (first.indicator, first.subcode) == (second.indicator, second.subcode)
        and set(first.actors) & set(second.actors)
        and {first.status, second.status} == {"present", "absent"}
    ]


def by_chance(tests: Sequence[Test]) -> dict[Verdict, float]:
    """How many claims would come to each verdict if their statuses were dealt out at random among them.

    The mean over all permutations, exactly: a claim meets each other's status equally often.
    """
    coded = [one for one in tests if one.claim.indicator]
    expected: dict[Verdict, float] = dict.fromkeys(VERDICTS, 0.0)
    expected["not_coded"] = float(len(tests) - len(coded))
    for one in coded:
        for other in coded:
            expected[judge(other.claim.status, one.status)] += 1 / len(coded)
    return expected


def recovered(
    claim: Claim, grounding: Iterable[Row], codings: Iterable[Row], turns: Mapping[str, int]
) -> tuple[int, int]:
    """(turns written to carry the claim in which coders found its indicator, turns written to carry it).

    For reconstructions only: it tests the coding, not the finding. turns: segment → number of its turn.
    """
    written = {(row["transcript"], int(row["turn"])) for row in grounding if row["claim"] == claim.id}
    coded = {
        (coding["transcript"], turns[coding["segment"]]) for coding in codings if coding["indicator"] == claim.indicator
    }
    return len(written & coded), len(written)

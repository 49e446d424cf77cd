"""Matrix, network and claims for the page: each entry with its status and the codings that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coding import paths
from coding.codebooks.codes import STATUSES
from coding.files import Row
from coding.findings import claims, replication, results
from coding.network import ties as network
from coding.network.tables import first_steps
from coding.pipeline import Study
from coding.published import claims_file

CELL = ("stakeholder", "indicator", "status", "segments", "informants", "marks", "counts", "codings", "withheld")
TIE = (
    "source", "target", "status", "informants", "channels", "formal", "steps", "counts", "codings", "withheld",
)  # fmt: skip
CLAIM = (
    "id", "text", "indicator", "subcode", "actors", "expected", "status", "verdict", "informants", "sides", "missing",
    "notes", "inconsistencies", "counts", "codings", "withheld",
)  # fmt: skip

# coding → its number among the rows of the page
Numbers = Mapping[str, int]


def cells(study: Study, numbers: Numbers) -> list[list[Any]]:
    """Rows of CELL: the coordination matrix, row by row."""
    return [
        [
            *key,
            cell.status,
            cell.segments,
            cell.informants,
            cell.marks,
            _counts(cell.counts),
            *_evidence(cell.quotes, numbers),
        ]
        for key, cell in results.cells(study).items()
    ]


def ties(study: Study, numbers: Numbers, language: str) -> list[list[Any]]:
    """Rows of TIE: who tells of whom.

    channels, steps: [name, segments], the most frequent first; steps: who is told to have taken the first step.
    formal: share of the named channels; None when none is named.
    """
    directory = study.directory
    label = {one.key: one.label[language] for one in directory.channels}
    short = {key: one.short[language] for key, one in directory.stakeholders.items()}
    return [
        [
            tie.source,
            tie.target,
            tie.status,
            len(tie.informants),
            _named(tie.channels, label),
            tie.formal_share(directory),
            _named(first_steps([tie]), short),
            _counts(tie.counts),
            *_evidence(tie.quotes, numbers),
        ]
        for tie in network.ties(study.codings, study.segments, directory)
    ]


def _named(numbers: Mapping[str, int], names: Mapping[str, str]) -> list[list[Any]]:
    return [[names[key], n] for key, n in sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))]


def tested(study: Study, numbers: Numbers, language: str) -> list[list[Any]]:
    """Rows of CLAIM: each of the source's findings, with what bears on it.

    sides: for each of STATUSES, what a coding of that status says of the claim. missing: actors who say nothing.
    notes: keys of replication.NOTES.
    """
    stated, inconsistencies = claims_file.load(paths.claims(study.name))
    heard = results.heard(study)
    rows = []
    for test in replication.tests(study, stated):
        claim = test.claim
        rows.append(
            [
                claim.id,
                claim.text[language],
                claim.indicator,
                claim.subcode,
                list(claim.actors),
                claim.status,
                test.status,
                test.verdict,
                test.informants,
                [_side(claim.status, status) for status in STATUSES],
                claims.silent(claim, test.quotes, heard) if claim.indicator else [],
                replication.notes(study, test, inconsistencies),
                [one.text[language] for one in inconsistencies if claim.id in one.claims],
                _counts(test.counts),
                *_evidence(test.quotes, numbers),
            ]
        )
    return rows


def _side(claimed: str, status: str) -> str:
    return next(side for side, n in claims.sides(claimed, {status: 1}).items() if n)


def _counts(counts: Mapping[str, int]) -> list[int]:
    """Numbers of codings by status, in the order of STATUSES, of what is withheld too."""
    return [counts.get(status, 0) for status in STATUSES]


def _evidence(quotes: Sequence[Row], numbers: Numbers) -> tuple[list[int], int]:
    """(numbers of the codings that may be shown, in their order; how many may not)."""
    shown = _numbers(quotes, numbers)
    return shown, len(quotes) - len(shown)


def _numbers(quotes: Iterable[Row], numbers: Numbers) -> list[int]:
    return [numbers[one["coding"]] for one in quotes if one["coding"] in numbers]

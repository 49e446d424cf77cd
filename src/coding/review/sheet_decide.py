"""From a review sheet that came back to lines of the log: only what the coder changed, and nothing that is older."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from coding.codebooks.codes import Codebook
from coding.decisions.decision import Action, Decision
from coding.decisions.replay import Standing
from coding.review.sheet_groups import Fits, Group, groups_of
from coding.review.sheet_meaning import Meaning, Values
from coding.review.sheet_read import Content, Problem
from coding.review.sheet_rows import Held, Span
from coding.spreadsheets import clean

# Makes a line of the log: action, span, and the fields that it tells besides.
Make = Callable[..., Decision]


@dataclass
class Reading:
    """What a sheet comes to: lines for the log, and rows that do not count."""

    lines: list[Decision] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def lines_of(content: Content, held: Held, text: str, same: bool, fits: Fits, book: Codebook, make: Make) -> Reading:
    """The lines that a sheet adds to the log as it is now.

    same: the text is the one that the sheet was written from. fits: whether a span may be coded at all.
    """
    groups, problems = groups_of(content, held, text, same, fits, book)
    reading = Reading(problems=[*content.problems, *problems])
    by_span: dict[Span, list[Group]] = defaultdict(list)
    for group in groups:
        by_span[group.span].append(group)
    for span, found in sorted(by_span.items()):
        if any(group.changed for group in found):
            _Place(span, found, held, reading, make).decide()
    _completed(content, held, reading, make)
    return reading


class _Place:
    """All rows of one span, and what the coder holds there now."""

    def __init__(self, span: Span, groups: Sequence[Group], held: Held, reading: Reading, make: Make) -> None:
        self.span, self.groups, self.held, self.reading, self.make = span, groups, held, reading, make
        self.segments = held.segments(*span)
        self.now = held.at(span)
        self.seen = held.seen(self.segments)

    def decide(self) -> None:
        wanted = self._wanted()
        removed = self._removed(wanted)
        for indicator, (values, group, line) in wanted.items():
            if self._stands(values):
                continue
            if self._otherwise(indicator, group, line):
                # What was to take its place was not taken; so the old one stays too.
                removed = {old: found for old, found in removed.items() if found[0] is not group}
            else:
                self._code(values, group, wanted, removed)
        for indicator, (group, row) in removed.items():
            coding = self.now.get(indicator)
            if coding is None:
                # Decided otherwise, on other words of the sentence, perhaps.
                if any(one.indicator == indicator for one in self._on()):
                    self._otherwise(indicator, group, row.given.line)
            elif not self._otherwise(indicator, group, row.given.line):
                self._line("reject", indicator=indicator, of=_id(coding), memo=_new_memo(row))
        for group in self.groups:
            for row in group.meanings:
                if row.what == "reject" and not row.unchanged and not group.held:
                    self._reject(group, row, wanted)

    def _wanted(self) -> dict[str, tuple[Values, Group, int]]:
        """The codings that changed rows give, each once; contradictions are told."""
        wanted: dict[str, tuple[Values, Group, int]] = {}
        kept = {
            row.values.indicator: (row.values, group) for group in self.groups for row in group.codings(unchanged=True)
        }
        for group in self.groups:
            for row in group.codings(unchanged=False):
                indicator, line = row.values.indicator, row.given.line
                other = wanted.get(indicator)
                beside = kept.get(indicator)
                if other is not None and other[0] != row.values:
                    self._contradiction(row, f"as row {other[2]} does, but not in the same way")
                elif beside and beside[0] != row.values and not _mirrors(beside[1], group):
                    self._contradiction(row, "which another row of this sentence has already")
                elif other is None:
                    wanted[indicator] = row.values, group, line
        return wanted

    def _contradiction(self, row: Meaning, how: str) -> None:
        self._problem(
            row.given.line,
            f"this row gives indicator {row.values.indicator} to its sentence, {how}",
            "Keep one row for an indicator and a sentence.",
        )
        for group in self.groups:
            if row in group.meanings:
                group.faulty = True

    def _removed(self, wanted: dict[str, tuple[Values, Group, int]]) -> dict[str, tuple[Group, Meaning]]:
        """The coder's codings that rows were written with and no longer give."""
        return {
            group.held: (group, next(row for row in group.meanings if not row.unchanged))
            for group in self.groups
            if group.changed and group.held and group.gone and group.held not in wanted
        }

    def _code(
        self,
        values: Values,
        group: Group,
        wanted: dict[str, tuple[Values, Group, int]],
        removed: dict[str, tuple[Group, Meaning]],
    ) -> None:
        told = values._asdict()
        if coding := self.now.get(values.indicator):
            self._line("change", of=_id(coding), **_whole(told, coding, group))
            return
        old = group.gone
        if old in removed and old in self.now and removed[old][0] is group:
            if self._otherwise(old, group, group.line):
                del removed[old]
                return
            del removed[old]
            self._line("change", of=_id(self.now[old]), replaces=old, **_whole(told, self.now[old], group))
        elif old and not group.held and old not in self.now and old not in wanted and not self._declined(old):
            self._line("change", replaces=old, **told)
        else:
            self._line("accept" if values.indicator == group.origin.question.suggested else "add", **told)

    def _reject(self, group: Group, row: Meaning, wanted: dict[str, tuple[Values, Group, int]]) -> None:
        """The suggestion does not apply; without one, no indicator does."""
        indicator, line, memo = group.origin.question.suggested, row.given.line, row.values.memo
        if indicator in wanted or (not indicator and wanted):
            self._problem(
                line, "this row rejects what another row of its sentence gives", "Keep one of the two decisions."
            )
            return
        standing = [one for one in self._on() if not indicator or one.indicator == indicator]
        declined = self._declined(indicator)
        if not standing and declined is not None and clean(declined.memo).strip() == memo:
            return
        if standing and indicator not in self.now and self._same_seen(indicator, group):
            # The coding has a row of its own, or belongs to other words too.
            self._problem(line, "a coding that stands here is of other words", "Take it back in its own row.")
        elif standing and not indicator:
            self._problem(
                line, "this row says that no indicator applies, but a coding stands here", "Take that back first."
            )
        elif not self._otherwise(indicator, group, line):
            of = _id(self.now[indicator]) if indicator in self.now else ""
            self._line("reject" if indicator else "none", indicator=indicator, memo=memo, of=of)

    def _on(self) -> list[Standing]:
        return [one for segment in self.segments for one in self.held.on(segment)]

    def _declined(self, indicator: str) -> Decision | None:
        found = [self.held.declined.get((segment, indicator)) for segment in self.segments]
        return next((one for one in found if one), None)

    def _stands(self, values: Values) -> bool:
        """Whether the coding is there already."""
        coding = self.now.get(values.indicator)
        return coding is not None and _as_given(coding) == values

    def _same_seen(self, indicator: str, group: Group) -> bool:
        return group.origin.question.seen.get(indicator, "") == self.seen.get(indicator, "")

    def _otherwise(self, indicator: str, group: Group, line: int) -> bool:
        """Whether the coder decided on this indicator since the sheet was written; the row is then told, not taken."""
        if self._same_seen(indicator, group):
            return False
        what = f"indicator {indicator} was" if indicator else "this sentence was"
        self._problem(
            line,
            f"{what} decided otherwise here after the sheet had been written; the later decision was kept",
            "Have the sheet written anew and change it there, if need be.",
        )
        return True

    def _problem(self, line: int, what: str, mend: str) -> None:
        if all(one.line != line for one in self.reading.problems):
            self.reading.problems.append(Problem(line, what, mend))

    def _line(self, action: Action, **told: str) -> None:
        self.reading.lines.append(self.make(action, self.span, **told))


def _mirrors(one: Group, other: Group) -> bool:
    """Whether two rows show the same coding, which lies over more than one sentence, or are copies."""
    return one is not other and one.origin.question.line == other.origin.question.line != ""


def _as_given(coding: Standing) -> Values:
    return Values(coding.indicator, coding.status, coding.subcode, clean(coding.memo).strip())


def _whole(told: dict[str, str], coding: Standing, group: Group) -> dict[str, str]:
    """A memo that its cell could not hold whole is not cut when the coder changes something else."""
    if told["memo"] == clean(coding.memo).strip():
        return {**told, "memo": coding.memo}
    return told


def _new_memo(row: Meaning) -> str:
    memo = row.values.memo
    return "" if memo == row.given.origin.question.filled.memo else memo


def _id(coding: Standing) -> str:
    return coding.decision.id if coding.decision else ""


def _completed(content: Content, held: Held, reading: Reading, make: Make) -> None:
    if content.answer and not content.facts.completed and not held.completed:
        reading.lines.append(make("complete", (0, 0)))
    elif content.facts.completed and not content.answer:
        reading.lines += [make("undo", (0, 0), of=one.id) for one in held.completed]

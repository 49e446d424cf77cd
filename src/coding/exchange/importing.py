"""coding import: texts and one user's codings of a project into a district; all of it, or nothing with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coding import paths, pipeline
from coding.decisions import coders, codings
from coding.decisions.decision import Decision, as_line, check, decide
from coding.decisions.log import Log
from coding.decisions.replay import placer, replay
from coding.errors import CodingError, together
from coding.exchange import forms, mapping, sources, units, who
from coding.exchange.model import Coding, Project, Source, User, listed
from coding.exchange.reading import CODEBOOKS, read
from coding.exchange.sources import Match
from coding.exchange.spans import Missed, Placed, placed
from coding.exchange.units import Counting, Evidence
from coding.files import sha256
from coding.pipeline import Study


@dataclass(frozen=True)
class Wish:
    """What is asked for. coder: "" to take texts only. user: whose codings. kind: what the coder is, where it is new.

    offsets: the way to count, where it cannot be found out.
    """

    file: Path
    district: str
    coder: str = ""
    user: str = ""
    table: Path | None = None
    kind: str = ""
    offsets: str = ""


@dataclass
class Report:
    """What came of it. waiting: faults of the district that keep codings from being taken for now."""

    project: Project
    matches: list[Match]
    user: User | None = None
    written: list[Path] = field(default_factory=list)
    form: Path | None = None
    way: Counting | None = None
    evidence: list[Evidence] = field(default_factory=list)
    added: int = 0
    there: int = 0
    since: int = 0
    left_out: int = 0
    missed: list[Missed] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    waiting: list[CodingError] = field(default_factory=list)


def take(wish: Wish) -> Report:
    """Import. Raises CodingError with nothing written (but a form to fill in) for what must be settled first."""
    project = _project(wish)
    matches = _matches(project, wish)
    report = Report(project, matches)
    plan = _plan(wish, report) if wish.coder else None
    report.written = sources.write(matches, wish.district)
    report.form = forms.write(matches, project, wish.district, sources.file_name(wish.file.stem))
    if plan:
        examined = pipeline.examine(wish.district)
        if examined.faults:
            report.waiting = examined.faults
        else:
            _decide(wish, plan, examined.study, report)
    return report


def _project(wish: Wish) -> Project:
    if wish.file.suffix.lower() in CODEBOOKS:
        raise CodingError(
            f"{wish.file.name} holds a codebook only",
            mend="Write --out codebook.yml to make a draft of a codebook from it.",
        )
    if wish.district not in paths.districts():
        raise CodingError(
            f"there is no district {wish.district!r}",
            mend=f"Make it first: coding new-district {wish.district}. Known: {', '.join(paths.districts())}.",
        )
    project = read(wish.file)
    if all(source.text is None for source in project.sources):
        missing = ", ".join(source.name for source in project.sources) or "none"
        raise CodingError(
            f"the project holds no text; its sources: {missing}",
            file=paths.shown(wish.file),
            mend="Export it as one .qdpx file that holds the texts of its sources.",
        )
    return project


def _matches(project: Project, wish: Wish) -> list[Match]:
    matches = sources.match(project, sources.texts_of(wish.district))
    others = [one for one in matches if one.state == "other"]
    if others:
        raise together(
            [
                CodingError(
                    f"the district has a transcript {one.transcript!r} with other words than {one.source.name!r}",
                    file=paths.shown(wish.file),
                    mend="Rename the text in the program it comes from, or import into another district; of an export of "
                    "ours, what consent held back is missing: export it with --team.",
                )
                for one in others
            ]
        )
    return matches


@dataclass(frozen=True)
class _Plan:
    codings: dict[str, list[Coding]]
    targets: dict[str, mapping.Target]
    way: Counting
    user: User
    kind: str


def _plan(wish: Wish, report: Report) -> _Plan:
    """Whose codings, what their codes stand for, how offsets count: everything that may be refused."""
    project = report.project
    with_text = [one.source for one in report.matches]
    report.user, report.others = who.user(project, with_text, wish.user, wish.file)
    kind = who.kind(wish.district, wish.coder, wish.kind, report.user)
    cases = {case.guid for case in project.cases}
    chosen = {
        source.guid: [one for one in source.codings if one.user == report.user.guid and one.code not in cases]
        for source in with_text
    }
    book = Study(wish.district).codebook
    every = [one for found in chosen.values() for one in found]
    targets = mapping.targets(listed(project.codes), every, book, wish.table)
    report.left_out = sum(targets[one.code].indicator == mapping.LEAVE for one in every)
    report.way, report.evidence = _way(with_text, project.origin, wish)
    return _Plan(chosen, targets, report.way, report.user, kind)


def _way(with_text: Sequence[Source], origin: str, wish: Wish) -> tuple[Counting, list[Evidence]]:
    if wish.offsets and wish.offsets not in units.BY_NAME:
        raise CodingError(
            f"the way to count {wish.offsets!r} is unknown", mend=f"Use one of {', '.join(units.BY_NAME)}."
        )
    decided = units.decide(with_text, origin)
    way = units.BY_NAME[wish.offsets] if wish.offsets else decided.way
    if way is None:
        shares = ", ".join(f"{one.way.name} {one.share:.0%}" for one in decided.evidence)
        raise CodingError(
            f"how {origin or 'this program'} counts characters cannot be told; edges of codings at the edge of a word: "
            f"{shares}",
            file=paths.shown(wish.file),
            mend="Compare some codings with the program they come from, and choose one of these behind --offsets.",
        )
    return way, decided.evidence


def _decide(wish: Wish, plan: _Plan, study: Study, report: Report) -> None:
    places = codings.places_of(study.segments)
    found: list[Placed] = []
    for match in report.matches:
        name = match.transcript
        current = Match(match.source, name, study.texts[name], match.state, match.folder)
        told = plan.codings[match.source.guid]
        for one in placed(current, told, plan.way, plan.targets, study.turns[name], places.get(name, [])):
            if isinstance(one, Placed):
                found.append(one)
            else:
                report.missed.append(one)
    if found:
        coders.register(wish.district, wish.coder, plan.kind)
        _append(wish, plan, study, found, report)


def _append(wish: Wish, plan: _Plan, study: Study, found: Sequence[Placed], report: Report) -> None:
    log = Log(paths.decisions(wish.district) / f"{wish.coder}.jsonl")
    log.refresh()

    def build(at: str, _news: int) -> str:
        made = check(log.lines, log.path, study.texts, study.hashes, study.codebook)
        replayed = replay(made, placer(study.texts, study.hashes))
        stands = {(one.transcript, one.start, one.end, one.indicator) for one in replayed.standing}
        settled = {(one.transcript, one.start, one.end, one.indicator) for one in replayed.settled}
        lines = []
        for one in sorted(found, key=lambda one: not one.target.subcode):  # of two, the one that tells more
            key = one.transcript, one.start, one.end, one.target.indicator
            if key in stands:
                report.there += 1
            elif key in settled:
                report.since += 1
            else:
                stands.add(key)
                lines.append(as_line(_decision(one, at, wish, plan, study, report)))
        check(lines, log.path, study.texts, study.hashes, study.codebook)
        report.added = len(lines)
        return "".join(lines)

    log.append(build)


def _decision(one: Placed, at: str, wish: Wish, plan: _Plan, study: Study, report: Report) -> Decision:
    origin = report.project.origin or "?"
    when = f", {one.coding.at[:10]}" if one.coding.at else ""
    came = f"[{wish.file.name}, {origin}, {plan.user.name}{when}]"
    return decide(
        study.texts[one.transcript],
        study.hashes.get(one.transcript) or sha256(study.texts[one.transcript]),
        one.transcript,
        wish.coder,
        at,
        "add",
        start=one.start,
        end=one.end,
        indicator=one.target.indicator,
        subcode=one.target.subcode,
        status=one.status,
        memo=f"{one.memo} {came}".strip(),
        codebook=study.codebook.hash,
    )

"""A second coder beside the student: a fellow student's log, or the practice partner's."""

from __future__ import annotations

from pathlib import Path

from coding import paths, pipeline
from coding.decisions import coders, decision, log
from coding.decisions.decision import CONSENSUS
from coding.errors import CodingError
from coding.files import Row, read_table, write_table, write_text
from coding.labels import Text, text
from coding.teaching import current, folder, gold, material
from coding.teaching.feedback import Feedback, Judgement, empty, not_yet, right
from coding.teaching.gold import Gold
from coding.teaching.material import BLIND, DISTRICT, PARTNER
from coding.teaching.words import say

DEMONSTRATION: dict[str, Text] = {
    PARTNER: text(
        "Rekan latihan: pengode demonstrasi yang jatuh ke jebakan yang lazim; bukan orang.",
        "Practice partner: a demonstration coder who falls into the common traps; no person.",
    ),
}


def invite(who: str = "") -> Feedback:
    """Bring a second coder's log into the open folder, and say what came of it.

    who: "rekan" for the practice partner; or a fellow student's folder or .jsonl file. Nobody is let in before the
    student has read the first transcript to its end (what another coded should not be seen before that), nor with a log
    that does not fit the texts.
    """
    language = current.language()
    return Feedback(say("second_coder")[language], _invited(who.strip()), language)


def _invited(who: str) -> Judgement:
    if not who:
        return empty(say("invite"))
    if not finished():
        return empty(say("read_first", transcript=BLIND))
    try:
        return right(say("invited", name=_brought(who)))
    except CodingError as fault:
        return not_yet(text(str(fault), str(fault)))


def finished() -> bool:
    """Whether the student has read the first transcript to its end."""
    return folder.owner().name in material.study().replay.completed.get(BLIND, ())


def accompanied() -> bool:
    """Whether the student and a second coder have read the first transcript to its end."""
    return finished() and len(material.study().replay.completed[BLIND] - {CONSENSUS}) > 1


def _brought(who: str) -> str:
    study, student = material.study(), folder.owner().name
    name, lines = (PARTNER, material.as_log(material.demonstration(PARTNER, study))) if who == PARTNER else _log(who)
    if name == student:
        raise CodingError("this is your own log", mend="Ask a fellow student for theirs, or invite 'rekan'.")
    path = paths.decisions(DISTRICT) / f"{name}.jsonl"
    decision.check(lines.splitlines(), path, study.texts, study.hashes, study.codebook)
    _enter(name)
    write_text(path, lines)
    return name


def _log(who: str) -> tuple[str, str]:
    place = Path(who).expanduser()
    if (place / folder.CARD).exists():
        name = folder.read_card(place / folder.CARD).name
        place = place / "data" / "coded" / DISTRICT / "decisions" / f"{name}.jsonl"
    if place.suffix != ".jsonl" or not place.is_file():
        raise CodingError(
            f"{who!r} is neither a student's folder nor a .jsonl file",
            mend="Give the folder of a fellow student, or the .jsonl file from it.",
        )
    coders.check_name(place.stem)
    return place.stem, "".join(f"{line}\n" for line in log.read(place)[0])


def _enter(name: str) -> None:
    """A row in coders.csv: the partner is a demonstration, a fellow student a person."""
    if name not in DEMONSTRATION:
        coders.register(DISTRICT, name)
        return
    path = paths.coded(DISTRICT) / "coders.csv"
    rows = read_table(path, "coders") if path.exists() else []
    if all(row["coder"] != name for row in rows):
        write_table(path, "coders", [*rows, demonstration_row(name)])


def demonstration_row(name: str) -> Row:
    return {"coder": name, "kind": "demonstration", "note": " / ".join(DEMONSTRATION[name].values())}


def lecturers() -> Gold:
    """What the open folder is held against: the lecturers' own gold where they passed it on, else the shipped coding."""
    return gold.current(material.study(), *gold.beside(paths.root()))


def with_teacher(found: Gold) -> pipeline.Study:
    """The student's district with the gold beside it, in memory only.

    Only transcripts that the student has read to the end: of others it says nothing yet.
    """
    study, student = material.study(), folder.owner().name
    done = {name for name, readers in study.replay.completed.items() if student in readers}
    whole = material.study()
    taught = [one for one in found.decisions if one.transcript in done]
    whole.__dict__["coders"] = {**study.coders, found.coder: found.row}
    whole.__dict__["decisions"] = [*study.decisions, *taught]
    return whole

"""The withdrawal of a participant: their words leave everything that is built, and what keeps them is told.

participants.csv records it (consent: withdrawn); from then on the pipeline puts a placeholder where their turns stand.
The logs of decisions, which quote what they decide on, are the one place where lines are rewritten for it: what was
decided on the participant's words goes, and the quotes' surroundings are taken anew from the text without them.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coding import paths
from coding.decisions import log
from coding.decisions.decision import Decision, as_line, check, decide
from coding.decisions.replay import Placer, placer
from coding.districts import districts
from coding.errors import CodingError
from coding.files import read_text, sha256, write_bytes, write_text
from coding.labels import Text, text
from coding.pipeline import Study
from coding.transcripts import speakers
from coding.transcripts.consent import PLACEHOLDER, WITHDRAWN
from coding.transcripts.turns import Turn

# A memo that shares so many words in a row with the participant may quote them.
QUOTING = 4


@dataclass(frozen=True)
class Rewritten:
    """A log without a participant's words. gone: lines that were on them. memos: lines whose memo may quote them."""

    path: Path
    lines: list[str]
    gone: int
    memos: list[int]


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawal changes, worked out before anything is changed."""

    district: str
    participant: str
    turns: dict[str, int]
    codings: int
    logs: list[Rewritten]
    raw: list[Path]
    commits: list[str] = field(default_factory=list)


def plan(name: str, participant: str) -> Withdrawal:
    """What the withdrawal of a participant from a district would change; nothing is written.

    Raises CodingError when participants.csv does not know them, or has them withdrawn already.
    """
    study = Study(name)
    rows = [one for one in study.people if one["participant"] == participant]
    known = sorted({one["participant"] for one in study.people if one["level"] != "interviewer"})
    file = paths.shown(paths.raw(name) / "participants.csv")
    if not rows:
        raise CodingError(f"{participant!r} is no participant", file=file, mend=f"Known: {', '.join(known)}.")
    if all(one["consent"] == WITHDRAWN for one in rows):
        raise CodingError(f"{participant} is withdrawn already", file=file, mend="Run make, if you have not.")
    names = [one["transcript"] for one in rows]
    theirs = {transcript: _turns_of(study, transcript, participant) for transcript in names}
    raw = [path for path in districts.sources(name) if path.stem in names]
    return Withdrawal(
        district=name,
        participant=participant,
        turns={transcript: len(turns) for transcript, turns in theirs.items()},
        codings=sum(study.speakers.get(one["segment"]) == participant for one in study.codings),
        logs=[_rewritten(path, study, theirs) for path in sorted(paths.decisions(name).glob("*.jsonl"))],
        raw=raw,
        commits=_commits([*raw, paths.coded(name), paths.tables(name)]),
    )


def _turns_of(study: Study, transcript: str, participant: str) -> list[Turn]:
    people = [one for one in study.people if one["transcript"] == transcript]
    alone = [one["participant"] for one in people if one["level"] != "interviewer"] == [participant]
    return [
        turn
        for turn in study.turns[transcript]
        if turn.kind in ("informant", "document") and (turn.speaker == participant or alone)
    ]


def _rewritten(path: Path, study: Study, theirs: Mapping[str, list[Turn]]) -> Rewritten:
    lines, _ = log.read(path)
    made = check(lines, path, study.texts, study.hashes, study.codebook)
    place = placer(study.texts, study.hashes)
    words = " ".join(study.texts[name][turn.start : turn.end] for name, turns in theirs.items() for turn in turns)
    kept: list[Decision] = []
    renamed: dict[str, str] = {}
    for one in made:
        turns = theirs.get(one.transcript, [])
        new = _kept(one, turns, study.texts.get(one.transcript, ""), place) if turns else one
        if new is None or (one.of and one.of not in renamed):
            continue
        new = _about(new, renamed.get(one.of, ""))
        renamed[one.id] = new.id
        kept.append(new)
    memos = [number for number, one in enumerate(kept, start=1) if _quotes(one.memo, words)]
    return Rewritten(path, [as_line(one) for one in kept], len(made) - len(kept), memos)


def _about(one: Decision, of: str) -> Decision:
    return replace(one, of=of) if one.of != of else one


def _kept(one: Decision, turns: Sequence[Turn], whole: str, place: Placer) -> Decision | None:
    """A decision as it is on the text without the turns; None when it is on them, or may be."""
    shorter = speakers.without(whole, turns)
    sha = sha256(shorter)
    if not one.end:
        return replace(one, text_sha256=sha) if one.action == "complete" else one
    found = place(one)
    if not found.sure:
        return None  # it may be theirs, or its surroundings may: without a place nobody can tell
    if any(turn.start < found.end and found.start < turn.end for turn in turns):
        return None
    shift = sum(len(PLACEHOLDER) - (turn.end - turn.start) for turn in turns if turn.end <= found.start)
    told = {name: getattr(one, name) for name in _TOLD}
    start, end = found.start + shift, found.end + shift
    return decide(shorter, sha, one.transcript, one.coder, one.at, one.action, start=start, end=end, **told)


_TOLD = ("indicator", "status", "memo", "subcode", "replaces", "of", "mode", "codebook", "by")


def _quotes(memo: str, words: str) -> bool:
    """Whether a memo shares several words in a row with what was said."""
    said, there = _plain(words), _plain(memo).split()
    runs = [" ".join(there[n : n + QUOTING]) for n in range(len(there) - QUOTING + 1)]
    return any(f" {run} " in f" {said} " for run in runs)


def _plain(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.lower()))


def carry_out(planned: Withdrawal) -> list[Path]:
    """Record the withdrawal, rewrite the logs, and remove what was built of the district. Returns what was removed.

    `make` builds everything anew, without the participant's words.
    """
    _record(planned)
    for one in planned.logs:
        with log.locked(one.path):
            write_bytes(one.path, "".join(one.lines).encode("utf-8"))
    removed = [path for path in _built(planned.district) if path.is_file()]
    for path in removed:
        path.unlink()
    return removed


def _record(planned: Withdrawal) -> None:
    path = paths.raw(planned.district) / "participants.csv"
    content = read_text(path)
    header = content.split("\n", 1)[0]
    delimiter = ";" if ";" in header and "," not in header else ","
    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter))
    for row in rows:
        if row["participant"] == planned.participant:
            row["consent"] = WITHDRAWN
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_text(path, out.getvalue())


def _built(district: str) -> list[Path]:
    """Everything built that may hold the participant's words: the district's, and what is built over all districts."""
    coded = paths.coded(district)
    across = [paths.tables("across"), paths.build() / "notebooks" / "across"]
    folders = [coded / "text", paths.tables(district), paths.figures(district), paths.exports(district), *across]
    folders += [paths.build() / "notebooks" / district, paths.build() / district, paths.build() / "tables"]
    found = [path for folder in folders for path in folder.rglob("*")]
    tables = [coded / f"{name}.csv" for name in ("transcripts", "segments", "suggestions", "codings")]
    return [*found, *tables, paths.numbers(district), *paths.build().glob("paper.*"), *paths.build().glob("evidence.*")]


def _commits(places: Sequence[Path]) -> list[str]:
    """The commits that git's history keeps of these places; none where there is no git."""
    command = ["git", "-C", str(paths.root()), "log", "--format=%h", "--", *map(str, places)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return []
    return done.stdout.split()


def find(participant: str) -> str:
    """The one district that knows the participant. Raises CodingError when none does, or several do."""
    known = [name for name in paths.districts() if any(one["participant"] == participant for one in Study(name).people)]
    if len(known) == 1:
        return known[0]
    if not known:
        raise CodingError(f"no district knows a participant {participant!r}", mend="See participants.csv.")
    raise CodingError(
        f"several districts know a participant {participant!r}: {', '.join(known)}", mend="Name one behind --district."
    )


def told(planned: Withdrawal, *, done: bool) -> Text:
    """What a withdrawal changes, or has changed, and where the words still are."""
    turns = ", ".join(f"{name} ({number})" for name, number in planned.turns.items())
    gone = sum(one.gone for one in planned.logs)
    raw = "".join(f"\n  {paths.shown(path)}" for path in planned.raw)
    memos = [f"{paths.shown(one.path)}: {', '.join(map(str, one.memos))}" for one in planned.logs if one.memos]
    memo_lines = "".join(f"\n  {line}" for line in memos)
    commits = f"{len(planned.commits)} ({', '.join(planned.commits[:5])}{' …' if len(planned.commits) > 5 else ''})"
    name, who = planned.district, planned.participant
    changed = (
        text("Sudah dilakukan:", "Done:")
        if done
        else text("Akan dilakukan (belum ada yang diubah):", "To be done (nothing is changed yet):")
    )
    rest = text(
        f"{who} ({name}).\n"
        f"- Giliran yang diganti penanda di semua hasil: {turns}; pengodean yang gugur: {planned.codings}.\n"
        f"- Baris keputusan yang dihapus karena mengutip {who}: {gone}.\n"
        f"- Tabel, gambar, makalah dan peramban bukti dihapus; make membangunnya lagi tanpa {who}.\n"
        f"Masih memuat kata-katanya, dan harus Anda tangani sendiri:\n"
        f"- berkas asli:{raw}\n"
        + (f"- memo yang mungkin mengutipnya (berkas: baris):{memo_lines}\n" if memos else "")
        + f"- riwayat git: {commits} commit pada berkas ini. Riwayat hanya hilang bila ditulis ulang (git filter-repo) "
        "dan setiap salinan diganti; yang sudah diunggah atau diunduh orang tidak dapat ditarik.",
        f"{who} ({name}).\n"
        f"- Turns replaced by a mark in all results: {turns}; codings that fall: {planned.codings}.\n"
        f"- Lines of decisions removed because they quote {who}: {gone}.\n"
        f"- Tables, figures, paper and evidence browser are removed; make builds them again without {who}.\n"
        f"These still hold the words, and are yours to deal with:\n"
        f"- the original files:{raw}\n"
        + (f"- memos that may quote them (file: line):{memo_lines}\n" if memos else "")
        + f"- git history: {commits} commits on these files. History goes only when it is rewritten (git filter-repo) and "
        "every copy replaced; what others have downloaded cannot be called back.",
    )
    after = (
        text("Sekarang jalankan: make", "Now run: make")
        if done
        else text(
            f"Untuk melakukannya: coding withdraw {who} --district {name} --yes",
            f"To do it: coding withdraw {who} --district {name} --yes",
        )
    )
    return {language: f"{changed[language]} {rest[language]}\n{after[language]}" for language in changed}

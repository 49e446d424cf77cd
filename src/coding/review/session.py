"""One coder at work on one district: what is shown, and what each decision changes. Knows no browser."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from coding import paths
from coding.decisions import acts, codings
from coding.decisions.decision import CONSENSUS, Action, Decision, as_line, check, decide
from coding.decisions.log import Log
from coding.decisions.replay import Lost, Placer, counting, placer, replay
from coding.errors import CodingError, DecisionError
from coding.files import Row
from coding.language import discover
from coding.pipeline import Study
from coding.review import items
from coding.review.items import Item
from coding.review.screen import Message, Screen, difference, text_of
from coding.statistics import elusion
from coding.transcripts.turns import in_one_answer

MODES = ("suggestions", "blind", "elusion", "consensus")


class Session:
    """The decisions of one coder, as they come.

    mode: suggestions (the machine's are shown), blind (nothing but the text and the coder's own codings), elusion (a
    seeded sample of what no suggestion touched), consensus (what coders differ on; `coder` is then who decides).
    Every line is on the disk when a method that decides returns.
    """

    def __init__(self, study: Study, coder: str, mode: str = "suggestions", *, sample: int = elusion.SIZE) -> None:
        if mode not in MODES:
            raise CodingError(f"the mode {mode!r} is unknown", mend=f"Use one of {', '.join(MODES)}.")
        self.study, self.mode = study, mode
        self.person = coder
        self.coder = CONSENSUS if mode == "consensus" else coder
        self.segments: dict[str, list[Row]] = {name: [] for name in study.texts}
        for row in study.segments:
            self.segments[row["transcript"]].append(row)
        self.log = Log(paths.decisions(study.name) / f"{self.coder}.jsonl")
        self.place: Placer = placer(study.texts, study.hashes)
        self.made: list[Decision] = []
        self._untold: list[Message] = []  # what others changed, not yet told to the screen
        self.items = self._items(sample)
        self.screens = {
            name: Screen(name, self.segments[name], self.items.get(name, []), study.hashes[name])
            for name in self.segments
        }
        self.log.refresh()
        self._read()
        self._untold.clear()  # the screen begins with what stands

    def _items(self, sample: int) -> dict[str, list[Item]]:
        study = self.study
        if self.mode == "suggestions":
            found = items.from_suggestions(study.suggestions, study.segments)
        elif self.mode == "elusion":
            touched = {row["segment"] for row in study.suggestions}
            untouched = [row["segment"] for row in study.segments if row["segment"] not in touched]
            found = items.from_sample(elusion.sample(untouched, sample, elusion.SEED), study.segments)
        elif self.mode == "consensus":
            found = items.from_differences(study.replay, study.segments)
        else:
            found = []
        by_transcript: dict[str, list[Item]] = {}
        for item in found:
            by_transcript.setdefault(item.transcript, []).append(item)
        return by_transcript

    # What is shown

    def overview(self) -> Message:
        """What the whole district comes to: its transcripts with their state, and codings that lost their place."""
        return {
            "transcripts": [
                {
                    "transcript": row["transcript"],
                    "method": row["method"],
                    "date": row["date"],
                    **self.screens[row["transcript"]].progress,
                }
                for row in self.study.transcripts
            ],
            "lost": [
                {
                    "line": entry.decision.id,
                    "how": entry.how,
                    **{
                        name: getattr(entry.decision, name)
                        for name in ("transcript", "quote", "prefix", "suffix", "indicator", "status", "memo")
                    },
                }
                for entry in self._lost()
            ],
            "torn": self.log.torn,
        }

    def open(self, name: str) -> Message:
        """One transcript: turns, segments, what is to be decided, the coder's codings."""
        if name not in self.study.texts:
            raise CodingError(f"there is no transcript {name!r}")
        shown = self.screens[name]
        return {
            **text_of(self.study, name, self.segments[name]),
            "items": [dataclasses.asdict(item) for item in self.items.get(name, [])],
            "codings": list(shown.codings.values()),
            "states": dict(shown.states),
            "progress": shown.progress,
        }

    def search(self, word: str, *, lines: int = 200) -> list[Message]:
        """Keyword in context over the district: the word in all spellings, with its clitics."""
        return [dataclasses.asdict(line) for line in discover.kwic(self.study.segments, word.strip(), lines=lines)]

    # What is decided

    def decide(self, transcript: str, lines: Sequence[Mapping[str, Any]]) -> Message:
        """One act: its lines are saved together or not at all. Returns what changed in the transcript.

        A line names its action and, as far as they apply, start, end, indicator, status, memo, subcode, replaces,
        target (start, end, indicator of the coder's own coding that it changes or takes away), lost (the line of a
        coding that is given a place, or given up). Raises DecisionError with nothing saved.
        """
        if transcript not in self.study.texts:
            raise DecisionError(f"there is no transcript {transcript!r}")
        return self._append(lambda at: [self._checked(self._line_of(transcript, at, line)) for line in lines])

    def undo(self) -> Message:
        """Take back the latest act that still counts, in whatever transcript, on whatever day."""
        return self._again("undo")

    def redo(self) -> Message:
        return self._again("redo")

    def _again(self, action: Action) -> Message:
        def build(at: str) -> list[Decision]:
            found = (acts.to_undo if action == "undo" else acts.to_redo)(self.made)
            about.extend(found)
            return [
                decide(
                    "", one.text_sha256, one.transcript, self.coder, at, action, of=one.id, mode=self.mode,
                    by=self._by(), codebook=self.study.codebook.hash,
                )
                for one in found
            ]  # fmt: skip

        about: list[Decision] = []
        result = self._append(build)
        if about:
            one = about[-1]
            place = self.place(one)
            result["about"] = {
                "action": one.action,
                "transcript": one.transcript,
                "start": place.start,
                "end": place.end,
                "indicator": one.indicator,
                "quote": one.quote,
            }
        return result

    def refresh(self) -> Message:
        """What others, or this coder in another window, have appended meanwhile."""
        news = self.log.refresh()
        if news:
            self._read()
        return {"news": news, "patches": self._told()}

    def _append(self, build: Callable[[str], list[Decision]]) -> Message:
        made: list[Decision] = []
        news = 0

        def lines(at: str, arrived: int) -> str:
            nonlocal news
            news = arrived
            if arrived:
                self._read()
            made.extend(build(at))
            return "".join(as_line(one) for one in made)

        self.log.append(lines)
        self.made += made
        self._untold += self._apply(made)
        return {"at": made[0].at if made else "", "news": news, "patches": self._told()}

    def _told(self) -> list[Message]:
        """What the screen has to be told. It waits here when a decision is refused after others' have come in."""
        told, self._untold = self._untold, []
        return told

    def _line_of(self, transcript: str, at: str, line: Mapping[str, Any]) -> Decision:
        told = {key: str(line.get(key, "")) for key in ("indicator", "status", "memo", "subcode", "replaces")}
        told |= {"mode": self.mode, "by": self._by(), "codebook": self.study.codebook.hash}
        action: Action = line["action"]
        if lost := line.get("lost"):
            return self._lost_line(transcript, at, action, str(lost), line, told)
        start, end = int(line.get("start", 0)), int(line.get("end", 0))
        if action != "complete":
            self._within(transcript, start, end)
        elif self.mode in ("elusion", "consensus"):
            raise DecisionError(
                f"in the mode {self.mode} a transcript is not read to its end", mend="Read it in another mode."
            )
        if target := line.get("target"):
            told["of"] = self._of(transcript, target)
        text, sha = self.study.texts[transcript], self.study.hashes[transcript]
        return decide(text, sha, transcript, self.coder, at, action, start=start, end=end, **told)

    def _checked(self, one: Decision) -> Decision:
        """The same rules as for a log that is read: what would be refused tomorrow is not written today."""
        line = as_line(dataclasses.replace(one, of=""))
        check([line], self.log.path, self.study.texts, self.study.hashes, self.study.codebook)
        return one

    def _lost_line(
        self, transcript: str, at: str, action: Action, line: str, given: Mapping[str, Any], told: dict[str, str]
    ) -> Decision:
        old = next((one for one in self.made if one.id == line), None)
        if old is None:
            raise DecisionError("the coding that lost its place is not in the log any more", mend="Open it anew.")
        if action == "reject":
            return dataclasses.replace(
                old, at=at, action=action, status="", of=old.id, mode=self.mode, by=self._by(),
                codebook=self.study.codebook.hash,
            )  # fmt: skip
        start, end = int(given["start"]), int(given["end"])
        self._within(transcript, start, end)
        kept = {"indicator": old.indicator, "status": old.status, "memo": old.memo, "subcode": old.subcode}
        # A rejection that lost its place (of a consensus) is given its place as one.
        again: Action = "reject" if old.action == "reject" else "change"
        return decide(
            self.study.texts[transcript], self.study.hashes[transcript], transcript, self.coder, at, again,
            start=start, end=end, **{**told, **kept, "of": old.id},
        )  # fmt: skip

    def _within(self, transcript: str, start: int, end: int) -> None:
        """Raises DecisionError unless the span lies in one turn, on words of an informant."""
        if in_one_answer(self.study.turns[transcript], start, end):
            return
        raise DecisionError(
            "these words are not within one answer of an informant, so they cannot be coded",
            mend="Mark words of one turn of an informant.",
        )

    def _of(self, transcript: str, target: Mapping[str, Any]) -> str:
        wanted = int(target["start"]), int(target["end"]), str(target["indicator"])
        spot = (self.coder, transcript, wanted[0], wanted[1], "")
        for one in self.screens[transcript].at(spot):
            if one.indicator == wanted[2] and one.decision:
                return one.decision.id
        return ""

    def _by(self) -> str:
        return self.person if self.mode == "consensus" else ""

    # After each decision

    def _read(self) -> None:
        """Take all decisions from the log as it is now."""
        self.made = check(self.log.lines, self.log.path, self.study.texts, self.study.hashes, self.study.codebook)
        self._untold += self._anew(self.screens)

    def _apply(self, made: Sequence[Decision]) -> list[Message]:
        """What decisions just made change on the screen."""
        names = dict.fromkeys(one.transcript for one in made if one.transcript in self.screens)
        if any(one.action in ("undo", "redo") for one in made):
            return self._anew(names)
        patches = []
        for name in names:
            screen = self.screens[name]
            mine = sorted((one for one in made if one.transcript == name), key=lambda one: one.order)
            if min(one.order for one in mine) < screen.latest:  # a log that a faster clock has written
                patches += self._anew([name])
            else:
                patches.append(screen.patch(screen.apply(mine)))
        return patches

    def _anew(self, names: Iterable[str]) -> list[Message]:
        by_transcript: dict[str, list[Decision]] = {name: [] for name in names}
        for one in self.made:
            if one.transcript in by_transcript:
                by_transcript[one.transcript].append(one)
        patches = []
        for name, made in by_transcript.items():
            screen = self.screens[name]
            before = screen.codings, dict(screen.states), screen.progress
            screen.begin(counting(made), self.place)
            touched = difference(before[:2], screen)
            if touched or screen.progress != before[2]:
                patches.append(screen.patch(touched))
        return patches

    def _lost(self) -> list[Lost]:
        """Codings without a place, those of transcripts that are gone among them."""
        found: list[Lost] = []
        for name in dict.fromkeys(one.transcript for one in self.made):
            if name not in self.screens or self.screens[name].unsure:
                replayed = replay([one for one in self.made if one.transcript == name], self.place)
                if name in self.screens:
                    replayed = codings.on_informants(replayed, self.segments[name], self.study.hashes)
                found += replayed.lost
        return found

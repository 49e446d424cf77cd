"""The logs of decisions as they leave: on the released texts, without what is decided on words held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from coding.decisions.decision import Decision, decide
from coding.decisions.replay import Placer, placer
from coding.files import sha256
from coding.pipeline import Study
from coding.releases import leaks
from coding.releases.texts import ReleasedText


def may_tell(memo: str, text: ReleasedText, searched: leaks.Search) -> bool:
    """A memo may quote anybody in its transcript: it leaves where all of them release everything, and only then."""
    return text.whole and not searched.in_memo(memo)


def released(
    study: Study, shown: Mapping[str, ReleasedText], searched: leaks.Search, held: Counter[tuple[str, str]]
) -> dict[str, list[Decision]]:
    """The logs on the released texts. A line that is about another one names it by its new content."""
    place = placer(study.texts, study.hashes)
    logs: dict[str, list[Decision]] = {}
    kept: dict[str, Decision] = {}
    for one in sorted(study.decisions, key=lambda one: one.order):  # what a line is about comes before it
        new = _decision(one, shown, searched, place)
        if isinstance(new, str) or (one.of and one.of not in kept):
            held["decisions", new if isinstance(new, str) else "about"] += 1
        else:
            kept[one.id] = replace(new, of=kept[one.of].id) if one.of else new
    for one in study.decisions:
        if one.id in kept:
            logs.setdefault(one.coder, []).append(kept[one.id])
    return logs


_TOLD = ("indicator", "status", "subcode", "replaces", "of", "mode", "codebook", "by")


def _decision(
    one: Decision, shown: Mapping[str, ReleasedText], searched: leaks.Search, place: Placer
) -> Decision | str:
    """A decision on the released text, or why it does not leave. No hash of a text leaves that holds what does not."""
    text = shown.get(one.transcript)
    if text is None:
        return "consent"
    memo = one.memo if may_tell(one.memo, text, searched) else ""
    if not one.end:
        return replace(one, text_sha256=sha256(text.text), memo=memo)
    found = place(one)
    if not found.sure:
        return "place"
    span, sha = text.place(found.start, found.end), sha256(text.text)
    if span is None:
        return "span"
    if text.whole and one.text_sha256 == sha and memo == one.memo:
        return one
    told = {name: getattr(one, name) for name in _TOLD} | {"memo": memo}
    start, end = span
    return decide(text.text, sha, one.transcript, one.coder, one.at, one.action, start=start, end=end, **told)

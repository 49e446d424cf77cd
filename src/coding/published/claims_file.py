"""The findings of a source, claim by claim, as claims.yml tells them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coding import yamls
from coding.files import read_text
from coding.labels import Text, text
from coding.paths import shown


@dataclass(frozen=True)
class Claim:
    """One finding of the article. indicator: "" when it lies outside the seven."""

    id: str
    indicator: str
    subcode: str
    actors: tuple[str, ...]
    status: str
    evidence: str
    text: Text


@dataclass(frozen=True)
class Inconsistency:
    """Where the source contradicts itself or wavers. claims: those it touches; none when it concerns a name."""

    claims: tuple[str, ...]
    text: Text


def load(path: Path) -> tuple[list[Claim], list[Inconsistency]]:
    """Claims and the source's own inconsistencies.

    Raises CodingError with file and line for an entry that cannot be understood.
    """
    with yamls.gathering(read_text(path), shown(path)) as top:
        what = "the list of claims"
        top.need("claims", list, what)
        claims = [_claim(entry) for entry in (top.mappings_of("claims", what) if _is_list(top, "claims") else ())]
        known = {claim.id for claim in claims} if _is_list(top, "claims") else {""}
        found = [
            _inconsistency(entry, known)
            for entry, _ in top.items_of("inconsistencies", "sentences, or {claims: …, text: …}")
        ]
    return claims, found


def _is_list(entry: yamls.Mapping, key: str) -> bool:
    return isinstance(entry.get(key), list)


def _claim(entry: yamls.Mapping) -> Claim:
    entry.only(("id", "indicator", "subcode", "actors", "status", "evidence", "claim"))
    return Claim(
        id=str(entry.need("id", str, "the number of the claim")),
        indicator=str(entry.get("indicator") or ""),
        subcode=str(entry.get("subcode") or ""),
        actors=tuple(map(str, entry.need("actors", list, "keys of stakeholders"))),
        status=str(entry.need("status", str, "a status")),
        evidence=str(entry.need("evidence", str, "interview, fgd, document or authors")),
        text=entry.text("claim", "the claim, as {id: …, en: …}"),
    )


def _inconsistency(entry: object, known: set[str]) -> Inconsistency:
    """known: ids of claims; "" among them where one could not be read, so that any may be meant."""
    if not isinstance(entry, yamls.Mapping):  # a plain sentence will do
        return Inconsistency((), text(str(entry), str(entry)))
    entry.only(("claims", "text"))
    named = tuple(str(one) for one, _ in entry.items_of("claims", "ids of claims"))
    for one in named:
        if one not in known and "" not in known:
            entry.refuse(f"the claim {one!r} is unknown", "Use the id of a claim above.", "claims")
    return Inconsistency(named, entry.text("text", "what is inconsistent, as {id: …, en: …}"))

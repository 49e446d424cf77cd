"""The tables of a release: their rows as CSV, and what each of their columns means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coding import labels
from coding.codebooks.codes import STATUSES, Codebook
from coding.exchange import exports
from coding.files import schema, to_csv
from coding.pipeline import Study
from coding.spreadsheets import defuse

Field = dict[str, Any]
# The original file stays with the team, and a hash of it would confirm a guess at words held back.
_INTERNAL = {"transcripts": ("source_file", "source_sha256")}
_KEYS: dict[str, list[str]] = {
    "participants": ["transcript", "participant"],
    "transcripts": ["transcript"],
    "segments": ["segment"],
    "codings": ["coding"],
    "coders": ["coder"],
    "stakeholders": ["key"],
    "codebook": ["code"],
}
_OTHERWISE = {
    ("transcripts", "text_sha256"): "SHA-256 of the text in texts/, which all offsets refer to",
    ("transcripts", "words"): "words of the text in texts/, heading and marks included",
    ("transcripts", "participants"): "role codes of those whose words are released, parted by ;",
    ("segments", "start"): "offset of the first character in the text in texts/, in Unicode code points",
    ("segments", "text"): "the sentence as far as it is released: text[start:end]; […] where something is left out",
}
_EXPORTED = {
    "quote_id": "name of the coding, as in codings.csv",
    "district": "folder name of the district",
    "transcript": "the transcript",
    "participant": "role code of who speaks",
    "role_id": "role in Indonesian",
    "role_en": "role in English",
    "stakeholder": "key of the organisation or group the person speaks for (stakeholders.csv)",
    "level": "level of that stakeholder",
    "method": "how the transcript came about",
    "date": "day of the talk or document",
    "reconstructed": "1 where nobody said these words, else 0",
    "segments": "segments of this person that are released",
    "segment": "the segment, as in segments.csv",
    "turn": "number of the turn in the transcript",
    "source": "human, demonstration or machine: who made the codings",
    "code": "code of the indicator",
    "subcode": "part of the indicator",
    "code_path_id": "the code with its part, in Indonesian",
    "code_path_en": "the code with its part, in English",
    "status": "magnitude code",
    "coders": "who holds it, parted by ;",
    "quote": "the words; an apostrophe before them where a spreadsheet could take them for a formula",
    "memo": "note of the coders, where all participants of the transcript release everything",
    "consent": "what the participant released: public or quotes",
    "start": "offset in the text in texts/, in Unicode code points",
    "end": "offset behind the last character",
    "variable": "name of the variable",
    "value": "one of its values; empty in the line that tells the variable itself",
    "label_id": "what it means, in Indonesian",
    "label_en": "what it means, in English",
}


@dataclass(frozen=True)
class Table:
    """A table of the release. fields: its columns, as a Table Schema has them. key: columns that name a row."""

    name: str
    path: str
    title: str
    fields: list[Field]
    rows: Sequence[Mapping[str, Any]]
    key: Sequence[str] = ()

    @property
    def content(self) -> bytes:
        return to_csv(self.rows, [one["name"] for one in self.fields]).encode("utf-8")


def tables(study: Study, active: Iterable[str]) -> list[Table]:
    """All tables but the exports. study: what leaves. active: the coders of whom decisions leave."""
    names = set(active) | {name for one in study.codings for name in one["coders"].split(";") if name}
    given: dict[str, tuple[str, Sequence[Mapping[str, Any]]]] = {
        "participants": ("Who speaks in which transcript, by role code", study.people),
        "transcripts": ("One row a transcript", study.transcripts),
        "segments": ("One row a codable unit: a sentence of an informant's turn", study.segments),
        "codings": ("What stands after the decisions: the coded data set", study.codings),
        "coders": ("Who codes", [row for name, row in sorted(study.coders.items()) if name in names]),
    }
    made = [
        Table(name, f"{name}.csv", title, described(name), rows, _KEYS[name]) for name, (title, rows) in given.items()
    ]
    return [*made, stakeholders(study), codebook(study.codebook)]


def described(table: str) -> list[Field]:
    """The columns that leave, described as data/datapackage.json does, where the release is not another thing."""
    return [
        {**one, "description": _OTHERWISE.get((table, one["name"]), one["description"])}
        for one in schema(table)
        if one["name"] not in _INTERNAL.get(table, ())
    ]


def stakeholders(study: Study) -> Table:
    """The stakeholders that the released participants speak for."""
    heard = {row["stakeholder"] for row in study.people}
    rows = [
        {"key": key, "level": one.level, "name_id": one.name["id"], "name_en": one.name["en"]}
        for key, one in study.directory.stakeholders.items()
        if key in heard
    ]
    told = {"key": "key of the stakeholder", "level": "its level", "name_id": "Indonesian", "name_en": "English"}
    return Table("stakeholders", "stakeholders.csv", "Organisations and groups heard", _strings(told), rows, ["key"])


def codebook(book: Codebook) -> Table:
    """The codes as a reader needs them; the keywords and cues are in codebook.yml."""
    parts = {"label": "name", "definition": "meaning", "include": "what counts", "exclude": "what does not"}
    told = {"code": "code of the indicator"}
    told |= {
        f"{part}_{language}": f"{what}, {language}" for part, what in parts.items() for language in labels.LANGUAGES
    }
    told["subcodes"] = "its parts: key, Indonesian, English; parted by |"
    return Table(
        "codebook", "codebook.csv", "The codes", _strings(told), [_code(one) for one in book.indicators], ["code"]
    )


def _code(one: Any) -> dict[str, str]:
    row = {"code": one.code}
    for language in labels.LANGUAGES:
        row |= {f"label_{language}": one.label[language], f"definition_{language}": one.definition[language]}
        row |= {f"include_{language}": " | ".join(one.include.get(language, []))}
        row |= {f"exclude_{language}": " | ".join(one.exclude.get(language, []))}
    row["subcodes"] = " | ".join(f"{sub.key}: {sub.label['id']}, {sub.label['en']}" for sub in one.subcodes)
    return row


def _strings(told: Mapping[str, str]) -> list[Field]:
    return [{"name": name, "type": "string", "description": description} for name, description in told.items()]


def exported(study: Study, made: Mapping[str, exports.Table]) -> list[Table]:
    """The exports for R, SPSS and Excel, with their variables described."""
    meaning = _variables(study.codebook)
    found = []
    for name, rows in made.items():
        safe = [{key: defuse(one) if isinstance(one, str) else one for key, one in row.items()} for row in rows]
        fields = [_field(key, [row[key] for row in rows], meaning) for key in (rows[0] if rows else ())]
        title = f"For R, SPSS and Excel: {exports.SHEETS[name]['en']}"
        # Without a row the columns are not known, and there is nothing to tell.
        found += (
            [Table(f"exports-{name.replace('_', '-')}", f"exports/{name}.csv", title, fields, safe)] if rows else []
        )
    return found


def _field(name: str, values: Sequence[Any], meaning: Mapping[str, str]) -> Field:
    numbers = all(isinstance(one, int) for one in values if one != "") and any(one != "" for one in values)
    told = _EXPORTED.get(name) or meaning[name]
    return {"name": name, "type": "integer" if numbers else "string", "description": told}


def _variables(book: Codebook) -> dict[str, str]:
    """Variable → what it holds."""
    found = {}
    for one in exports.variables(book):
        found[one.name] = one.path["en"]
        found |= {f"{one.name}_{status}": f"{one.path['en']}: status {status}" for status in STATUSES}
        values = ", ".join(f"{value} {status}" for status, value in exports.VALUES.items())
        found[f"s{one.name[1:]}"] = f"status of {one.path['en']}: {values}; empty where it is not coded"
    return found

"""What a machine reads of a release: datapackage.json (Frictionless Data Package 1.0) and CITATION.cff (1.2.0)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from coding import paths
from coding.files import read_json, read_text, sha256
from coding.pipeline import Study
from coding.releases.tables import Table

Json = dict[str, Any]
# column of a table → the table and column it points to
_POINTS = {
    ("segments", "transcript"): ("transcripts", "transcript"),
    ("codings", "segment"): ("segments", "segment"),
    ("participants", "transcript"): ("transcripts", "transcript"),
}
_KINDS = {".txt": "text/plain", ".jsonl": "application/jsonl", ".yml": "application/yaml"}
_KINDS[".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def licences() -> list[dict[str, str]]:
    """Under which licences the data are passed on, as data/datapackage.json says."""
    found: list[dict[str, str]] = read_json(paths.datapackage())["licenses"]
    return found


def name(study: Study) -> str:
    """A name that tells this release from those of other districts."""
    return f"{read_json(paths.datapackage())['name']}-{study.name}"


def title(study: Study) -> str:
    return f"{study.district.title['en']}: released transcripts and codings"


def datapackage(study: Study, tables: Sequence[Table], others: Mapping[str, bytes]) -> bytes:
    """others: files of the release that are no tables."""
    package = {
        "profile": "data-package",
        "name": name(study),
        "title": title(study),
        "description": f"{study.district.statement['en']} {study.district.collected_by['en']} See README.md.",
        "version": citation_of_compendium().get("version", ""),
        "licenses": licences(),
        "resources": [
            *map(_tabular, tables),
            *(_plain(number, path, content) for number, (path, content) in enumerate(others.items(), start=1)),
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _tabular(table: Table) -> Json:
    schema: Json = {"fields": table.fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    points = [(at, there) for (of, at), there in _POINTS.items() if of == table.name]
    if points:
        schema["foreignKeys"] = [
            {"fields": [at], "reference": {"resource": other, "fields": [column]}} for at, (other, column) in points
        ]
    return {
        **_file(table.name, table.path, table.content),
        "title": table.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "schema": schema,
    }


def _plain(number: int, path: str, content: bytes) -> Json:
    """number: tells names apart that differ in capitals or signs only, which a name of a resource has none of."""
    kind = path.rpartition(".")[2]
    named = f"file-{number:03}-{re.sub('[^a-z0-9]+', '-', path.lower()).strip('-')}"
    told = {**_file(named, path, content), "profile": "data-resource", "format": kind}
    if kind == "xlsx":
        del told["encoding"]
    return told | {"mediatype": _KINDS[f".{kind}"]}


def _file(name: str, path: str, content: bytes) -> Json:
    told = {"name": name, "path": path, "encoding": "utf-8", "bytes": len(content)}
    return told | {"hash": f"sha256:{sha256(content)}"}


def citation_of_compendium() -> Json:
    """CITATION.cff of the compendium; nothing where there is none."""
    path = paths.root() / "CITATION.cff"
    found: Json = yaml.safe_load(read_text(path)) if path.exists() else {}
    return found


def citation(study: Study) -> bytes:
    """How to cite the release: as a data set of the compendium's authors, which points to the compendium.

    The DOI of a deposit is known only when it is made: the page on publishing says where it is written.
    """
    whole = citation_of_compendium()
    authors = whole.get("authors") or [{"name": "FILL IN"}]
    told = {
        "cff-version": "1.2.0",
        "title": title(study),
        "message": "Cite the data set, and the study or compendium it comes from.",
        "type": "dataset",
        **{key: str(whole[key]) for key in ("version",) if key in whole},
        "license": [one["name"] for one in licences()],
        "authors": authors,
        "keywords": whole.get("keywords") or ["qualitative coding"],
    }
    compendium = {"type": "software", "title": whole.get("title", "Compendium"), "authors": authors}
    compendium |= {key: str(whole[key]) for key in ("version", "doi") if key in whole}
    told["references"] = [compendium, *whole.get("references", [])]
    return yaml.dump(told, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=10_000).encode("utf-8")


class _Plain(yaml.SafeDumper):
    """Writes what stands twice twice: readers of CITATION.cff need not know anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

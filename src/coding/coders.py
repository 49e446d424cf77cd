"""To be merged with the branch of the review sheet."""

from __future__ import annotations

from coding import paths
from coding.files import read_table, write_table


def register(district: str, coder: str) -> None:
    path = paths.coded(district) / "coders.csv"
    rows = read_table(path, "coders") if path.exists() else []
    if all(row["coder"] != coder for row in rows):
        write_table(path, "coders", [*rows, {"coder": coder, "kind": "human", "note": ""}])

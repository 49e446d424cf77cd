"""Files are written whole or not at all; tables are what data/datapackage.json says they are."""

from __future__ import annotations

import csv
import json
import resource
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coding import files
from coding.errors import CodingError, TableError

ROOT = Path(__file__).resolve().parent.parent
TABLES = sorted(
    path
    for pattern in ("raw/*/participants.csv", "raw/*/grounding.csv", "coded/*/*.csv", "reference/*.csv")
    for path in (ROOT / "data").glob(pattern)
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "data").as_posix()


@pytest.fixture(autouse=True)
def compendium_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The descriptions of tables are those of the compendium, wherever the tests are called from."""
    monkeypatch.setenv("CODING_ROOT", str(ROOT))


# Writing


def test_a_written_file_holds_exactly_the_bytes_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "a.txt"
    files.write_text(path, "baris satu\nbaris dua: é\r\n")
    assert path.read_bytes() == b"baris satu\nbaris dua: \xc3\xa9\r\n"
    files.write_text(path, "lain")
    assert path.read_bytes() == b"lain"
    assert [one.name for one in path.parent.iterdir()] == ["a.txt"]


def test_who_is_reading_the_old_file_keeps_reading_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    files.write_text(path, "old " * 1000)
    with path.open(encoding="utf-8") as reader:
        files.write_text(path, "new")
        assert reader.read() == "old " * 1000
    assert path.read_text(encoding="utf-8") == "new"


def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "codings.csv"
    path.write_bytes(b"old\n")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # The system refuses to write a file of more than 4096 bytes, as it would on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(OSError):
            files.write_bytes(path, b"n" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"old\n"
    assert [one.name for one in tmp_path.iterdir()] == ["codings.csv"]


def test_a_file_that_cannot_be_replaced_leaves_no_temporary_file(tmp_path: Path) -> None:
    (tmp_path / "codings.csv").mkdir()
    (tmp_path / "codings.csv" / "inside").write_text("kept", encoding="utf-8")
    with pytest.raises(OSError):
        files.write_bytes(tmp_path / "codings.csv", b"new")
    assert (tmp_path / "codings.csv" / "inside").read_text(encoding="utf-8") == "kept"
    assert [one.name for one in tmp_path.iterdir()] == ["codings.csv"]


def test_a_text_that_is_no_unicode_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old\n")
    with pytest.raises(UnicodeEncodeError):
        files.write_text(path, "half a sign: \ud83d")
    assert path.read_bytes() == b"old\n"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    "row",
    [
        {"coder": "ani", "kind": "robot"},
        {"coder": "", "kind": "human"},
        {"coder": "budi", "kind": "human"},
    ],
    ids=["a word that is not allowed", "a missing name", "a name that stands twice"],
)
def test_rows_that_break_the_description_are_never_written(tmp_path: Path, row: dict[str, str]) -> None:
    path = tmp_path / "coders.csv"
    files.write_table(path, "coders", [{"coder": "budi", "kind": "human"}])
    before = path.read_bytes()
    with pytest.raises(TableError):
        files.write_table(path, "coders", [{"coder": "budi", "kind": "human"}, row])
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["coders.csv"]


def test_a_written_table_is_read_again_cell_by_cell(tmp_path: Path) -> None:
    notes = ['dia bilang "belum", katanya', "dua\nbaris", "tanda: ; , | é 😀", " spasi ", ""]
    rows = [{"coder": f"c{n}", "kind": "human", "note": note} for n, note in enumerate(notes)]
    files.write_table(tmp_path / "coders.csv", "coders", rows)
    assert files.read_table(tmp_path / "coders.csv", "coders") == rows


def test_the_same_content_gives_the_same_bytes_whatever_the_order_of_keys(tmp_path: Path) -> None:
    files.write_json(tmp_path / "a.json", {"b": 1, "a": {"d": "é", "c": None}})
    files.write_json(tmp_path / "b.json", {"a": {"c": None, "d": "é"}, "b": 1})
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert "é" in (tmp_path / "a.json").read_text(encoding="utf-8")
    assert files.to_csv([{"a": True, "b": None}], ["b", "a"]) == files.to_csv([{"b": None, "a": True}], ["b", "a"])
    assert files.to_csv([{"a": True, "b": None}], ["b", "a"]) == "b,a\n,true\n"


# Reading: faults with their lines

CODERS = "coder,kind,note\nani,human,first\nbudi,human,second\n"
FAULTS = [
    ("a missing column", "coder,jenis,note\nani,human,\n", 1, "'kind'"),
    ("an empty file", "", 1, "empty"),
    ("a comma without quotes", CODERS + "citra,human,one, two\n", 4, "4 cells"),
    ("a cell too few", CODERS + "citra,human\n", 4, "2 cells"),
    ("a quote that never ends", CODERS + 'citra,human,"open\n', 4, "not a CSV line"),
    ("a word behind a closed quote", CODERS + 'citra,human,"closed" more\n', 4, "not a CSV line"),
    ("a word that is not allowed", CODERS + "citra,robot,\n", 4, "'robot'"),
    ("an empty cell that is needed", CODERS + ",human,\n", 4, "'coder'"),
    ("a key that stands twice", CODERS + "ani,human,\n", 4, "'ani'"),
    ("a fault behind an empty line", CODERS + "\n\ncitra,robot,\n", 6, "'robot'"),
    ("a fault behind a cell of two lines", CODERS + 'citra,human,"one\ntwo"\ndewi,robot,\n', 6, "'robot'"),
    ("line ends of Windows", CODERS.replace("\n", "\r\n") + "citra,robot,\r\n", 4, "'robot'"),
]


@pytest.mark.parametrize(
    ("content", "line", "words"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_fault_in_a_table_is_named_with_its_line(tmp_path: Path, content: str, line: int, words: str) -> None:
    path = tmp_path / "coders.csv"
    path.write_bytes(content.encode("utf-8"))
    with pytest.raises(TableError) as raised:
        files.read_table(path, "coders")
    assert raised.value.line == line
    assert words in raised.value.problem
    assert f"coders.csv, line {line}: " in str(raised.value)
    assert path.read_bytes() == content.encode("utf-8")


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("grounding", "turn", "tiga"),
        ("grounding", "turn", "3.5"),
        ("grounding", "turn", ""),
        ("transcripts", "date", "14/9/2016"),
        ("transcripts", "date", "2016-02-30"),
        ("transcripts", "reconstructed", "yes"),
        ("transcripts", "words", "banyak"),
        ("suggestions", "score", "0,80"),
    ],
)
def test_a_cell_of_the_wrong_kind_is_refused(tmp_path: Path, table: str, column: str, value: str) -> None:
    source = next(path for path in TABLES if path.stem == table)
    with source.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [row for row, _ in zip(reader, range(2), strict=False)]
        columns = list(reader.fieldnames or [])
    path = tmp_path / f"{table}.csv"
    files.write_text(path, files.to_csv(rows, columns))
    assert files.read_table(path, table) == rows
    rows[1][column] = value
    files.write_text(path, files.to_csv(rows, columns))
    with pytest.raises(TableError) as raised:
        files.read_table(path, table)
    assert raised.value.line == 3
    assert repr(column) in raised.value.problem


def test_a_table_saved_by_excel_with_a_mark_and_its_own_columns_is_read(tmp_path: Path) -> None:
    path = tmp_path / "coders.csv"
    path.write_bytes(b"\xef\xbb\xbfcoder,kind,note,initials\r\nani,human,,A\r\n")
    assert files.read_table(path, "coders") == [{"coder": "ani", "kind": "human", "note": "", "initials": "A"}]


def test_a_table_saved_by_an_indonesian_excel_is_parted_by_semicolons_and_read(tmp_path: Path) -> None:
    path = tmp_path / "coders.csv"
    path.write_bytes(b'\xef\xbb\xbfcoder;kind;note\r\nani;human;"satu, dua; tiga"\r\nbudi;robot;\r\n')
    with pytest.raises(TableError) as raised:
        files.read_table(path, "coders")
    assert raised.value.line == 3 and "'robot'" in raised.value.problem
    path.write_bytes(path.read_bytes().replace(b"robot", b"human"))
    assert [row["note"] for row in files.read_table(path, "coders")] == ["satu, dua; tiga", ""]


def test_a_table_in_another_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "coders.csv"
    path.write_bytes("coder,kind,note\nani,human,é\n".encode("cp1252"))
    with pytest.raises(CodingError, match=r"coders\.csv: byte 26 is not UTF-8\. Save the file as UTF-8"):
        files.read_table(path, "coders")


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodingError, match=r"coders\.csv: the file does not exist"):
        files.read_table(tmp_path / "coders.csv", "coders")


# What is shipped: read by the standard library and held against the description without the code under test


def read_shipped(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, strict=True)
    return head, rows


def described(path: Path) -> dict[str, Any]:
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    found = [one for one in package["resources"] if one["name"] == path.stem]
    assert len(found) == 1, f"data/datapackage.json describes {path.stem!r} {len(found)} times"
    schema: dict[str, Any] = found[0]["schema"]
    return schema


KINDS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}


def is_of_kind(value: str, kind: str) -> bool:
    try:
        KINDS[kind](value)
    except (ValueError, KeyError):
        return False
    return True


def test_there_are_tables_to_look_at() -> None:
    names = {name_of(path) for path in TABLES}
    assert {
        "coded/lampung-timur/codings.csv",
        "raw/contoh-kabupaten/participants.csv",
        "reference/returns.csv",
    } <= names
    assert len(names) >= 12


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_a_shipped_table_is_as_the_data_package_describes_it(path: Path) -> None:
    schema = described(path)
    head, rows = read_shipped(path)
    assert head == [field["name"] for field in schema["fields"]]
    assert rows
    for number, row in enumerate(rows, start=1):
        assert len(row) == len(head), f"row {number}"
        for field, value in zip(schema["fields"], row, strict=True):
            rules, where = field.get("constraints", {}), f"row {number}, {field['name']}: {value!r}"
            if not value:
                assert not rules.get("required"), where
                continue
            assert is_of_kind(value, field["type"]), where
            assert "enum" not in rules or value in rules["enum"], where
            assert "minimum" not in rules or float(value) >= rules["minimum"], where


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_no_key_stands_twice_in_a_shipped_table(path: Path) -> None:
    schema = described(path)
    head, rows = read_shipped(path)
    keys = [[field["name"]] for field in schema["fields"] if field.get("constraints", {}).get("unique")]
    primary = schema.get("primaryKey", head)
    keys.append([primary] if isinstance(primary, str) else primary)
    for key in keys:
        values = [tuple(row[head.index(name)] for name in key) for row in rows]
        twice = {value for value in values if values.count(value) > 1} if len(set(values)) < len(values) else set()
        assert not twice, f"{key}: {twice}"


ORDER: dict[str, Callable[[dict[str, str]], Any]] = {
    "participants": lambda row: row["transcript"],
    "grounding": lambda row: (row["transcript"], int(row["turn"]), row["claim"]),
    "coders": lambda row: row["coder"],
    "transcripts": lambda row: row["transcript"],
    "segments": lambda row: row["segment"],
    "suggestions": lambda row: (row["segment"], int(row["start"]), int(row["end"]), row["indicator"]),
    "codings": lambda row: row["coding"],
}


@pytest.mark.parametrize("path", [path for path in TABLES if path.stem in ORDER], ids=name_of)
def test_a_shipped_table_is_sorted(path: Path) -> None:
    head, rows = read_shipped(path)
    keys = [ORDER[path.stem](dict(zip(head, row, strict=True))) for row in rows]
    assert keys == sorted(keys)


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_a_shipped_table_is_utf_8_with_unix_line_ends(path: Path) -> None:
    content = path.read_bytes()
    content.decode("utf-8")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n") and not content.endswith(b"\n\n")

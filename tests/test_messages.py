"""What the code tells researchers has an Indonesian counterpart, and says the same in both languages."""

from __future__ import annotations

import re

import message_texts
import pytest

from coding import messages
from coding.errors import CodingError, Faults, TableError

TEXTS = message_texts.texts()


def test_the_texts_of_the_code_are_found() -> None:
    """So that the tests below cannot pass for want of texts."""
    assert len(TEXTS) > 300
    for text in ("the role code {} is unknown", "{} is none of {}", "none", "Restore the line from version control.",
                 "the weight {} is not between 0 and 1", "a gap stands at the end", "keys of stakeholders"):  # fmt: skip
        assert text in TEXTS


def test_every_text_has_an_indonesian_counterpart() -> None:
    wanted = {
        **TEXTS,
        **dict.fromkeys(message_texts.descriptions(), "data/datapackage.json, the Makefile or a command"),
    }
    missing = {text: place for text, place in wanted.items() if text not in messages.catalogue()}
    assert not missing, f"add to src/coding/messages.yml: {missing}"


def test_no_counterpart_is_left_over() -> None:
    assert not set(messages.catalogue()) - set(TEXTS) - message_texts.descriptions()


@pytest.mark.parametrize("text", messages.catalogue())
def test_a_counterpart_holds_what_is_put_in_and_is_another_text(text: str) -> None:
    indonesian = messages.catalogue()[text]
    assert indonesian != text or text == "{} {}"
    places = re.findall(r"\{(\d*)\}", indonesian)
    assert len(places) == text.count("{}")
    assert not any(places) or sorted(map(int, places)) == list(range(len(places)))
    assert text.endswith(".") == indonesian.endswith(".")


@pytest.mark.parametrize("text", [text for text in TEXTS if "{}" in text])
def test_a_filled_in_text_is_told_by_its_own_counterpart(text: str) -> None:
    words = [f"'q{number}'" for number in range(text.count("{}"))]
    filled = "".join(part + word for part, word in zip(text.split("{}"), [*words, ""], strict=True))
    told = messages.translated(filled, "id")
    counted = iter(words)
    expected = re.sub(
        r"\{(\d*)\}", lambda match: words[int(match[1])] if match[1] else next(counted), messages.catalogue()[text]
    )
    assert told == expected


def test_texts_put_into_texts_are_told_in_indonesian_too_and_words_of_files_are_not() -> None:
    problem = "column 'level': 'it is none' is none of ngo, other"
    assert messages.translated(problem, "id") == "kolom 'level': 'it is none' tidak termasuk pilihan ngo, other"
    assert messages.translated("the group 'words' is unknown", "id") == "kelompok kata 'words' tidak dikenal"
    assert messages.translated("Known here: none.", "id") == "Yang dikenal di sini: belum ada."
    assert messages.translated("It holds one of ada, tidak.", "id") == "Isinya salah satu dari ada, tidak."
    assert messages.translated("what nobody wrote", "id") == "what nobody wrote"
    assert messages.translated("the cell is empty", "en") == "the cell is empty"


def test_what_stopped_a_notebook_is_told_in_indonesian_too() -> None:
    stopped = TableError("the column 'level' is missing", file="data/raw/x/a.csv", line=1, mend="Check its quotes.")
    for fault in (stopped, CodingError("the table is empty", file="b.csv"), CodingError("the table is empty")):
        told = messages.translated(f"cell 3 failed with TableError: {fault}", "id")
        assert told == f"sel 3 gagal dengan TableError: {messages.shown(fault, 'id')}"
    other = "cell 3 failed with ValueError: math domain error. Really."
    assert messages.translated(other, "id") == "sel 3 gagal dengan ValueError: math domain error. Really."


def test_a_fault_is_told_with_its_place() -> None:
    fault = TableError("the cell is empty", file="a.csv", line=3, mend="Keep one of the two.")
    assert messages.shown(fault, "id") == "a.csv, baris 3: selnya kosong. Sisakan salah satu."
    assert messages.shown(fault, "en") == str(fault) == "a.csv, line 3: the cell is empty. Keep one of the two."
    row = CodingError("the status is missing", file="x.xlsx, row 7", mend="Choose another.")
    assert messages.shown(row, "id") == "x.xlsx, baris 7: statusnya belum ada. Pilih yang lain."
    assert messages.shown(Faults([fault, row]), "id").count("\n") == 1


@pytest.mark.parametrize(
    ("environment", "language"),
    [({}, "en"), ({"LANG": "id_ID.UTF-8"}, "id"), ({"LANG": "C.UTF-8", "LC_ALL": "id_ID.UTF-8"}, "en"),
     ({"LANGUAGE": "id:en", "LANG": "en_US.UTF-8"}, "id"), ({"LANGUAGE": "en", "LANG": "id_ID.UTF-8"}, "en"),
     ({"CODING_LANGUAGE": "id", "LANGUAGE": "en"}, "id"), ({"CODING_LANGUAGE": "en", "LANG": "id_ID"}, "en"),
     ({"CODING_LANGUAGE": "", "LANG": "id"}, "id"), ({"LANG": "Indonesian_Indonesia.1252"}, "id"),
     ({"LANG": "idx"}, "en")],
)  # fmt: skip
def test_the_language_is_what_the_environment_asks_for(environment: dict[str, str], language: str) -> None:
    assert messages.language(environment) == language

"""Files cut into blocks: the same suggestions wherever the cuts fall, and however the file is read."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coding.codebooks import codebook
from coding.errors import CodingError
from coding.suggestions import blocks, stream
from coding.suggestions.blocks import Block
from coding.suggestions.context import HORIZON
from coding.suggestions.suggest import suggest
from coding.transcripts import formats
from coding.transcripts.segments import split_segments
from coding.transcripts.talks import talks
from coding.transcripts.turns import split_turns

ROOT = Path(__file__).parents[1]
CODEBOOK = codebook.load(ROOT / "data" / "codebook.yml")
SMALL = """\
version: "1"
framework: F
indicators:
- code: 3
  label: L
  definition: D
  include: [x]
  exclude: [x]
  keywords: [jadwal, {match: rapat, near: offices, weight: 0.4}]
  questions: [jadwal, {match: kapan, weight: 0.5}]
- code: 6
  label: L
  definition: D
  include: [x]
  exclude: [x]
  keywords: [sanksi, {match: tegur, weight: 0.4}]
  questions: [sanksi, hukuman]
relevance:
  groups: {offices: [dinas, bupati]}
  about: [dinas, bupati]
  other: [sawah, sekolah]
  small_talk: [ya, nggih]
status_cues:
  window: 7
  rules:
  - {status: absent, match: [belum ada, tidak]}
  - {status: present, match: [sudah]}
"""
SAID = [
    *("Sanksi itu begini.", "Jadwal sudah dibuat.", "Kami rapat kemarin.", "Orangnya diam saja.", "Belum ada.", "Ya."),
    *("Begitu kenyataannya di sana.", "Padi di sawah mundur.", "Ditegur dinas.", "[diam]", "Tidak 😀 begitu."),
]
ASKED = [
    "Apakah ada sanksi?",
    "Kapan jadwalnya?",
    "Terus?",
    "Dinasnya?",
    "Anaknya sekolah?",
    "Hukuman dan jadwal?",
    "Ya.",
]
SPOKEN = st.one_of(
    st.tuples(st.just("P"), st.sampled_from(ASKED)),
    st.tuples(st.just("I"), st.lists(st.sampled_from(SAID), min_size=1, max_size=4).map(" ".join)),
    st.tuples(st.just("Peserta"), st.sampled_from(SAID)),
    st.tuples(st.just("I"), st.sampled_from(["Ya.", "Begitu kenyataannya di sana."])),
)
TALKS = st.lists(SPOKEN, min_size=1, max_size=40).map(lambda said: "".join(f"{who}: {what}\n" for who, what in said))
PARAGRAPHS = [*SAID, "Sanksi bagi yang mangkir", "Jadwal tahun ini", "Sekolah dan sawah", "Kata dinas: belum ada."]
DOCUMENTS = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=40).map(lambda said: "\n\n".join(said) + "\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("blocks")


def written(path: Path, *, block: int = blocks.BLOCK, whole: int = blocks.WHOLE, longest: int = 500) -> bytes:
    """The suggestions of one file, weak ones too, as the command writes them."""
    out = path.with_suffix(".csv")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", block)
        patch.setattr(blocks, "WHOLE", whole)
        patch.setattr("coding.transcripts.talks.LONGEST", longest)
        stream.write([path], out, stream.Work(SMALL, "codebook.yml", True), workers=1)
    return out.read_bytes()


def cut(path: Path, size: int) -> list[Block]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", size)
        return list(blocks.blocks(path))


@settings(max_examples=150, deadline=None)
@given(st.one_of(TALKS, DOCUMENTS), st.integers(1, 300))
def test_where_a_file_is_cut_changes_nothing(folder, text, size):
    path = folder / "T1.txt"
    path.write_text(text, encoding="utf-8")
    assert written(path, block=size) == written(path)


@settings(max_examples=50, deadline=None)
@given(st.one_of(TALKS, DOCUMENTS), st.integers(1, 100), st.integers(1, 3))
def test_where_a_file_with_turns_read_in_parts_is_cut_changes_nothing(folder, text, size, longest):
    path = folder / "T1.txt"
    path.write_text(text, encoding="utf-8")
    assert written(path, block=size, longest=longest) == written(path, longest=longest)


@settings(max_examples=50, deadline=None)
@given(st.one_of(TALKS, DOCUMENTS), st.integers(1, 300))
def test_a_file_read_in_blocks_gives_what_its_turns_give(folder, text, size):
    path = folder / "T1.txt"
    path.write_text(text, encoding="utf-8")
    turns = ((turn, text[turn.start : turn.end]) for turn in split_turns(text))
    book = blocks.compiled(SMALL, "codebook.yml")
    rows = [one.row() for one in suggest(talks("T1", turns), book, weak=True)]
    read = list(csv.DictReader(written(path, block=size).decode().splitlines()))
    assert read == [{name: str(value) for name, value in row.items()} for row in rows]


@pytest.mark.parametrize("between", [0, 1, 5, HORIZON - 1, HORIZON, HORIZON + 1])
@pytest.mark.parametrize("filler", ["Peserta: Ya.", "I: Ya.", "I: Begitu kenyataannya di sana.", "P: Terus?"])
@pytest.mark.parametrize("question", ["Apakah ada sanksi?", "Di dinas bupati?", "Padi di sawah?"])
def test_a_question_far_back_reaches_over_a_cut(folder, question, filler, between):
    path = folder / "T1.txt"
    path.write_text(
        f"P: {question}\n" + f"{filler}\n" * between + "I: Kami rapat. Jadwal begini. Orangnya diam saja.\n"
    )
    assert written(path, block=1) == written(path)


def test_a_question_that_lies_many_turns_back_still_counts(folder):
    path = folder / "T1.txt"
    path.write_text("P: Apakah ada sanksi?\n" + "Peserta: Ya.\n" * 10 + "I: Orangnya diam saja.\n")
    assert b"question: sanksi" in written(path, block=1)
    path.write_text("P: Di dinas?\n" + "Peserta: Ya.\n" * (HORIZON - 1) + "I: Kami rapat.\n")
    assert b",rapat," in written(path, block=1)
    path.write_text("P: Di dinas?\n" + "Peserta: Ya.\n" * HORIZON + "I: Kami rapat.\n")
    assert b",rapat," not in written(path, block=1)


def test_blocks_hold_every_turn_once_and_lean_on_those_before(folder):
    path = folder / "T1.txt"
    path.write_text("".join(f"P: Tanya {n}?\nI: Jawab {n}.\n" for n in range(40)))
    made = cut(path, 25)
    own = [turn.number for block in made for turn, _ in block.turns[block.before :]]
    assert own == list(range(1, 81))
    for block in made:
        numbers = [turn.number for turn, _ in block.turns]
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
        assert block.before == min(HORIZON, numbers[block.before] - 1)
        assert block.transcript == "T1"
    assert all(block.size >= 25 for block in made[:-1])
    assert len(made) > 10


def test_a_small_file_is_one_block(folder):
    path = folder / "T1.txt"
    path.write_text("P: Apa?\nI: Begini.\n")
    (block,) = blocks.blocks(path)
    assert (block.before, len(block.turns), block.size) == (0, 2, len("Apa?") + len("Begini."))


def test_a_second_byte_order_mark_is_no_text(folder):
    path = folder / "T1.txt"
    path.write_text("P: Ada sanksi?\nI: Sanksi belum ada.\n" * 20)
    expected = written(path)
    for whole in (0, blocks.WHOLE):
        path.write_bytes(b"\xef\xbb\xbf" * 2 + b"P: Ada sanksi?\nI: Sanksi belum ada.\n" * 20)
        assert written(path, whole=whole) == expected


def test_a_large_file_of_spaces_only_is_told_as_a_small_one_is(folder, monkeypatch):
    path = folder / "T1.txt"
    path.write_text(" \n\t\n" * 100)
    faults = []
    for whole in (blocks.WHOLE, 0):
        monkeypatch.setattr(blocks, "WHOLE", whole)
        with pytest.raises(CodingError) as caught:
            blocks.blocks(path)
        faults.append(str(caught.value))
    assert faults[0] == faults[1]


def test_a_file_without_turns_has_no_block(folder):
    path = folder / "T1.txt"
    path.write_text("Tanggal: 1 Mei 2016\n")
    assert list(blocks.blocks(path)) == []


@pytest.mark.parametrize("name", ["hilang.txt", "gambar.png", "kosong.txt"])
def test_a_file_that_cannot_be_read_is_told_before_the_first_block(folder, name):
    (folder / "kosong.txt").write_text(" \n")
    (folder / "gambar.png").write_bytes(b"\x89PNG")
    with pytest.raises(CodingError):
        blocks.blocks(folder / name)


# A large file is read line by line.

LINE = st.one_of(
    st.tuples(st.sampled_from(["P: ", "I: ", "Peserta: ", ""]), st.sampled_from([*SAID, *ASKED])).map("".join),
    st.sampled_from(["", "Tanggal: 1 Mei 2016", "----", "cafe\u0301 belum ada.", "\u0301I: Sanksi."]),
    st.sampled_from(["I: e\u0323\u0302.", "\u2028", "a\x0bb", "\x85", "\x1c", "\u202eI: Sanksi."]),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=8),
)
LINES = st.lists(st.tuples(LINE, st.sampled_from(["\n", "\n", "\r\n", "\r", "\n\n"])).map("".join), max_size=20).map(
    "".join
)


@settings(max_examples=200, deadline=None)
@given(LINES, LINE, st.booleans(), st.integers(1, 200))
def test_a_large_file_read_line_by_line_gives_what_a_small_one_gives(folder, lines, last, mark, size):
    text = lines + last
    assume(text.strip())
    path = folder / "T1.txt"
    path.write_bytes(b"\xef\xbb\xbf" * mark + text.encode())
    assert written(path, whole=0, block=size) == written(path)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_offsets_are_those_of_the_canonical_text_however_the_file_is_written(folder, end, mark, form):
    text = "P: Apakah ada sanksi, é?\nI: Café 😀 belum ada. Sanksi itu é.\nI: Jadwal sudah dibuat.\n"
    path = folder / "T1.txt"
    path.write_bytes(mark + unicodedata.normalize(form, text).replace("\n", end).encode())
    rows = list(csv.DictReader(written(path, whole=0).decode().splitlines()))
    assert len(rows) > 3
    assert all(text[int(row["start"]) : int(row["end"])] == row["matched"] for row in rows)
    path.write_text(text, encoding="utf-8")
    assert rows == list(csv.DictReader(written(path).decode().splitlines()))


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_a_large_file_in_another_encoding_is_read_whole(folder, encoding):
    path = folder / "T1.txt"
    text = "P: Apakah ada sanksi?\nI: “Belum ada” – begitu, é.\nI: Sanksi itu begini.\n" + "I: Ya begitu saja.\n" * 20
    path.write_text(text, encoding="utf-8")
    expected = written(path)
    path.write_bytes(text.encode(encoding))
    assert written(path, whole=0) == expected


@pytest.mark.parametrize("content", [b"P: a\x00b\nI: c\n", b"I: \xff\xfe\xfa" + b"\x81" * 50])
def test_a_large_file_in_no_known_encoding_is_refused(folder, content, monkeypatch):
    path = folder / "T1.txt"
    path.write_bytes(content)
    monkeypatch.setattr(blocks, "WHOLE", 0)
    with pytest.raises(CodingError, match="in no known encoding"):
        blocks.blocks(path)


def test_a_large_file_is_never_held_whole(folder, monkeypatch):
    path = folder / "T1.txt"
    path.write_text("P: Apa?\nI: Begini.\n" * 10)
    monkeypatch.setattr(blocks, "WHOLE", 0)
    monkeypatch.setattr(formats, "read", lambda path: pytest.fail("read whole"))
    assert len(next(blocks.blocks(path)).turns) == 20


def test_the_next_block_is_read_when_it_is_asked_for(folder, monkeypatch):
    path = folder / "T1.txt"
    path.write_text("P: Apa?\nI: Begini.\n" * 10)
    seen = []
    lines = blocks._lines

    def counted(path):
        for line in lines(path):
            seen.append(line)
            yield line

    monkeypatch.setattr(blocks, "WHOLE", 0)
    monkeypatch.setattr(blocks, "BLOCK", 1)
    monkeypatch.setattr(blocks, "_lines", counted)
    made = blocks.blocks(path)
    layout = len(seen)
    next(made)
    assert layout == 20 and len(seen) - layout <= 3


@pytest.mark.parametrize("district", ["lampung-timur", "contoh-kabupaten"])
def test_the_shipped_transcripts_give_the_same_in_blocks(district):
    files = sorted((ROOT / "data" / "raw" / district / "fgd").glob("*"))[:1]
    assert files
    for path in files:
        (whole,) = cut(path, 10**9)
        parts = cut(path, 500)
        assert len(parts) > 3
        found = blocks.read(whole, CODEBOOK, weak=True)
        base, rows = 0, []
        for part in parts:
            got = blocks.read(part, CODEBOOK, weak=True)
            rows += [
                (base + number, one.start, one.indicator, one.score, one.status) for number, one in got.suggestions
            ]
            base += got.segments
        assert base == found.segments == len(split_segments(formats.read(path), split_turns(formats.read(path))))
        assert rows == [(n, one.start, one.indicator, one.score, one.status) for n, one in found.suggestions]

"""What comes in from other programs: texts, codings under a coder's name, a draft of a codebook; nothing by halves."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coding import cli, paths, pipeline
from coding.codebooks import codebook
from coding.decisions import coders
from coding.decisions.codings import places_of
from coding.districts import districts
from coding.errors import CodingError
from coding.exchange import archive, draft, mapping, report, spans, writing
from coding.exchange.building import Choice
from coding.exchange.codebook_export import codes
from coding.exchange.importing import Report, Wish, take
from coding.exchange.model import MACHINE, Code, Coding, Project, Source, User, guid, listed
from coding.exchange.project_export import build, export
from coding.exchange.reading import read
from coding.pipeline import Study
from coding.review.session import Session

SMALL, NEW = "contoh-kabupaten", "salinan"
Tree = Callable[[Path], dict[str, str]]
ANI, BUDI = User(guid("ani"), "Ani", "A"), User(guid("budi"), "Budi", "B")
WORDS = "Tujuh tahun, eh, jalan delapan."  # a sentence of CDN1


@pytest.fixture
def text(small_compendium: Path) -> str:
    """The beginning of the one transcript of a district."""
    raw = paths.raw(SMALL)
    beginning = (paths.coded(SMALL) / "text" / "CDN1.txt").read_text(encoding="utf-8")[:2500].rpartition("\n\n")[
        0
    ] + "\n"
    for path in districts.sources(SMALL):
        path.unlink()
    (raw / "grounding.csv").unlink()
    (raw / "interviews" / "CDN1.txt").write_text(beginning, encoding="utf-8")
    rows = (raw / "participants.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (raw / "participants.csv").write_text(
        "".join([rows[0], *(row for row in rows if row.startswith("CDN1"))]), encoding="utf-8"
    )
    return pipeline.prepare(SMALL).texts["CDN1"]


def foreign(text: str, *coded: tuple[str, str, User], name: str = "CDN1", origin: str = "NVivo 14") -> Project:
    """A project of another program: codes Komunikasi (the codebook has it not), 3 and Insentif, words coded with them."""
    known = {one: Code(guid(one), one) for one in ("Komunikasi", "3", "Insentif koordinasi (sanksi)")}
    found = tuple(
        Coding(guid("coding", words, code, user.name), text.index(words), text.index(words) + len(words),
               known[code].guid, user.guid, "2024-05-03T08:00:00Z", "catatan saya")
        for words, code, user in coded
    )  # fmt: skip
    return Project(
        "Proyek", origin, (ANI, BUDI), tuple(known.values()), (Source(guid("s"), f"{name}.docx", text, found),)
    )


@pytest.fixture
def save(tmp_path: Path) -> Callable[[Project], Path]:
    def saved(project: Project) -> Path:
        path = tmp_path / "proyek.qdpx"
        path.write_bytes(writing.qdpx(project))
        return path

    return saved


def lines(coder: str, district: str = SMALL) -> list[dict[str, Any]]:
    path = paths.decisions(district) / f"{coder}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def standing(study: Study, coder: str) -> set[tuple[str, ...]]:
    return {
        (one.transcript, str(one.start), str(one.end), one.indicator, one.subcode, one.status)
        for one in study.replay.standing
        if one.coder == coder
    }


def test_an_export_comes_back_into_a_new_district_with_the_same_codings(
    compendium: Path, tmp_path: Path, hash_tree: Tree
) -> None:
    """Two coders and a consensus would do; those of Lampung Timur have parts and memos."""
    target = tmp_path / "lt.qdpx"
    export("lampung-timur", target, Choice(language="en", turns=True))
    assert cli.main(["new-district", NEW]) == 0
    (paths.raw(NEW) / "district.yml").write_bytes((paths.raw("lampung-timur") / "district.yml").read_bytes())
    came = take(Wish(target, NEW))
    assert len(came.written) == 18 and came.form
    (paths.raw(NEW) / "participants.csv").write_bytes(came.form.read_bytes())
    before = Study("lampung-timur")
    for coder in ("demo-a", "demo-b"):
        came = take(Wish(target, NEW, coder=f"{coder}-x", user=coder, kind="demonstration"))
        assert (came.waiting, came.missed, came.there, came.since) == ([], [], 0, 0)
        pipeline.prepare(NEW)
        after = Study(NEW)
        assert standing(after, f"{coder}-x") == standing(before, coder)
        memos = {one.memo for one in after.replay.standing if one.coder == f"{coder}-x"}
        assert all("[lt.qdpx, " in memo and f"{coder} (demonstration" in memo for memo in memos)
    once = hash_tree(paths.coded(NEW))
    again = take(Wish(target, NEW, coder="demo-a-x", user="demo-a", kind="demonstration"))
    assert again.added == 0 and again.there == len(standing(before, "demo-a")) and hash_tree(paths.coded(NEW)) == once


def test_only_codings_are_taken_where_the_district_has_the_words(text: str, save: Callable[[Project], Path]) -> None:
    changed = text.replace("\n\n", "\n") + "\n\n"  # as a word processor may hand it on
    path = save(foreign(changed, (WORDS, "3", ANI)))
    came = take(Wish(path, SMALL, coder="ani", kind="human"))
    assert (came.added, came.written, came.form) == (1, [], None)
    [line] = lines("ani")
    assert (line["quote"], line["indicator"], line["action"], line["status"]) == (WORDS, 3, "add", "unclear")
    assert line["memo"] == "catatan saya [proyek.qdpx, NVivo 14, Ani, 2024-05-03]"
    assert text[line["start"] : line["end"]] == WORDS
    assert Study(SMALL).coders["ani"]["kind"] == "human"
    pipeline.prepare(SMALL)
    assert [one["source"] for one in Study(SMALL).decided] == ["human"]


def test_a_file_as_nvivo_writes_it_comes_in(text: str, tmp_path: Path) -> None:
    """UTF-8 with a byte order mark, CRLF, UTF-16 units; the transcript has emoji."""
    with_emoji = text.replace(WORDS, f"😀😀 {WORDS} 😀")
    (paths.raw(SMALL) / "interviews" / "CDN1.txt").write_text(with_emoji, encoding="utf-8")
    raw = with_emoji.replace("\n", "\r\n")
    coded = [WORDS, "Kami baru pindah", "Tujuh"]

    def units(index: int) -> int:
        return len(raw[:index].encode("utf-16-le")) // 2

    found = tuple(
        Coding(guid(words), units(raw.index(words)), units(raw.index(words) + len(words)), guid("3"), ANI.guid)
        for words in coded
    )
    source = Source(guid("s"), "CDN1.docx", raw, found)
    project = Project("Proyek", "NVivo 14.23.3", (ANI,), (Code(guid("3"), "3"),), (source,))
    path = tmp_path / "proyek.qdpx"
    files = {"project.qde": writing.qde(project), f"Sources/{source.guid}.txt": b"\xef\xbb\xbf" + raw.encode("utf-8")}
    path.write_bytes(archive.write(files))
    came = take(Wish(path, SMALL, coder="ani", kind="human"))
    assert came.way and came.way.name == "utf16" and came.written == []
    assert sorted(line["quote"] for line in lines("ani")) == sorted(coded)


def test_what_the_coder_took_back_meanwhile_is_not_put_in_again(text: str, save: Callable[[Project], Path]) -> None:
    path = save(foreign(text, (WORDS, "3", ANI)))
    take(Wish(path, SMALL, coder="ani", kind="human"))
    pipeline.prepare(SMALL)
    start = text.index(WORDS)
    target = {"start": start, "end": start + len(WORDS), "indicator": "3"}
    Session(Study(SMALL), "ani").decide("CDN1", [{**target, "action": "reject", "target": target}])
    came = take(Wish(path, SMALL, coder="ani"))
    assert (came.added, came.there, came.since) == (0, 0, 1)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"kind": ""}, "does not know the coder"),
        ({"coder": "Ani Susanti"}, "cannot be a coder's name"),
        ({"coder": "consensus"}, "no coder"),
        ({"user": "Siti"}, "no codings of a user"),
        ({"user": ""}, "several users"),
        ({"user": MACHINE}, "suggestions of a machine"),
        ({"offsets": "words"}, "way to count"),
        ({"district": "tidak-ada"}, "no district"),
        ({"user": "B"}, "1 codes of the file are no indicators"),
    ],
)
def test_what_must_be_settled_first_is_told_with_nothing_written(
    text: str,
    save: Callable[[Project], Path],
    hash_tree: Tree,
    small_compendium: Path,
    more: dict[str, str],
    problem: str,
) -> None:
    project = foreign(text, (WORDS, "3", ANI), (WORDS, "Komunikasi", BUDI))
    machine = User(guid("user", MACHINE), MACHINE, "machine")
    source = replace(
        project.sources[0],
        codings=(
            *project.sources[0].codings,
            replace(project.sources[0].codings[0], guid=guid("m"), user=machine.guid),
        ),
    )
    path = save(
        replace(project, users=(*project.users, machine), sources=(source, Source(guid("n"), "baru", "I: Ya.")))
    )
    before = hash_tree(small_compendium)
    with pytest.raises(CodingError, match=problem) as refused:
        take(Wish(path, **{"district": SMALL, "coder": "ani", "kind": "human", "user": "Ani", **more}))
    assert refused.value.mend and hash_tree(small_compendium) == before


def test_a_demonstration_never_passes_for_a_person(text: str, save: Callable[[Project], Path]) -> None:
    coders.register(SMALL, "demo-z", "demonstration")
    line = {
        "action": "add",
        "indicator": "1",
        "status": "absent",
        "start": text.index(WORDS),
        "end": text.index(WORDS) + 5,
    }
    pipeline.prepare(SMALL)
    Session(Study(SMALL), "demo-z").decide("CDN1", [line])
    path = save(build(SMALL, Choice()))
    for coder, kind, problem in (
        ("ani", "human", "no person"), ("demo-z", "", "demonstration pass"), ("demo-z", "human", "as demonstration")
    ):  # fmt: skip
        with pytest.raises(CodingError, match=problem):
            take(Wish(path, SMALL, coder=coder, kind=kind))
    assert take(Wish(path, SMALL, coder="demo-y", kind="demonstration")).added == 1


def test_codes_are_told_in_a_table_that_is_written_once_and_then_read(
    text: str, save: Callable[[Project], Path], tmp_path: Path
) -> None:
    path = save(foreign(text, (WORDS, "Komunikasi", ANI), ("Kami baru pindah", "Insentif koordinasi (sanksi)", ANI)))
    wish = Wish(path, SMALL, coder="ani", kind="human", table=tmp_path / "codes.csv")
    with pytest.raises(CodingError, match="Komunikasi") as refused:
        take(wish)
    assert "was written" in refused.value.mend and lines("ani") == []
    rows = list(csv.DictReader((tmp_path / "codes.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["code"], row["indicator"], row["codings"]) for row in rows] == [
        ("Insentif koordinasi (sanksi)", "6", "1"), ("Komunikasi", "", "1")
    ]  # fmt: skip
    (tmp_path / "codes.csv").write_text("code;indicator;status\nKomunikasi;9;ada\n", encoding="utf-8")
    with pytest.raises(CodingError, match="indicator '9'"):
        take(wish)
    (tmp_path / "codes.csv").write_text("code;indicator;status\nLain;1;\n", encoding="utf-8")
    with pytest.raises(CodingError, match="Add a row"):
        take(wish)
    (tmp_path / "codes.csv").write_text("code;indicator;status\nKomunikasi;1;absent\nInsentif koordinasi (sanksi);-;\n")
    came = take(wish)
    assert (came.added, came.left_out) == (1, 1)
    assert [(line["indicator"], line["status"]) for line in lines("ani")] == [(1, "absent")]


def test_a_code_is_known_by_guid_name_or_number_and_not_by_a_part_of_it(root: Path) -> None:
    book = codebook.load(root / "data" / "codebook.yml")
    own = {one.code.guid: one for one in listed(codes(book, "en"))}

    def target(name: str, guid_: str = "") -> mapping.Target | None:
        return mapping.recognised(next(listed((Code(guid_, name),))), book)

    for one in own.values():
        assert target(one.code.name) == target("renamed", one.code.guid) != None  # noqa: E711
    assert target("3") == target("kompetensi  partisipan dan kalender pemerintahan") == mapping.Target("3")
    assert target("3.calendar") == mapping.Target("3", "calendar")
    assert [target(name) for name in ("3 pihak", "Informasi", "33", "")] == [None] * 4


def test_new_texts_come_with_a_form_for_their_speakers_and_codings_wait(
    text: str, save: Callable[[Project], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    talk = "P: Bagaimana rapatnya?\n\nI: Rapat rutin sudah ada. Bagus.\n"
    path = save(foreign(talk, ("Rapat rutin sudah ada.", "3", ANI), name="Wawancara: desa"))
    asked = ["import", str(path), "--district", SMALL, "--coder", "ani", "--kind", "human"]
    assert cli.main(asked) == 1
    assert (paths.raw(SMALL) / "interviews" / "Wawancara-desa.txt").read_text(encoding="utf-8") == talk
    form = paths.raw(SMALL) / "templates" / "participants-proyek.csv"
    rows = list(csv.DictReader(form.read_text(encoding="utf-8").splitlines()))
    assert [(row["participant"], row["level"], row["consent"]) for row in rows] == [
        ("P", "interviewer", "internal"), ("I", "", "internal")
    ]  # fmt: skip
    assert "participants-proyek.csv" in capsys.readouterr().out and lines("ani") == []
    assert cli.main(asked) == 1  # still nobody knows who speaks; nothing is written a second time
    assert "participants.csv has no row" in capsys.readouterr().err
    people = paths.raw(SMALL) / "participants.csv"
    people.write_text(
        people.read_text(encoding="utf-8")
        + "Wawancara-desa,P,Pewawancara,,,interviewer,interview,2024-05-03,public,\n"
        + "Wawancara-desa,I,Kades,,desa,other,interview,2024-05-03,public,\n",
        encoding="utf-8",
    )
    assert cli.main(asked) == 0
    assert [line["quote"] for line in lines("ani")] == ["Rapat rutin sudah ada."]


def test_other_words_under_a_known_name_are_refused(
    text: str, save: Callable[[Project], Path], hash_tree: Tree, small_compendium: Path
) -> None:
    path = save(foreign(text + "Tambahan.", (WORDS, "3", ANI)))
    before = hash_tree(small_compendium)
    with pytest.raises(CodingError, match="other words"):
        take(Wish(path, SMALL, coder="ani", kind="human"))
    assert hash_tree(small_compendium) == before


def test_a_span_over_several_turns_becomes_one_decision_an_answer(text: str) -> None:
    study = Study(SMALL)
    turns = study.turns["CDN1"]
    answers = [turn for turn in turns if turn.kind == "informant"][:2]
    places = places_of(study.segments)["CDN1"]
    over = spans.in_turns((answers[0].start, answers[1].end), text, turns, places)
    assert over == [(answer.start, answer.end) for answer in answers]
    slipped = spans.in_turns((answers[0].start, answers[1].start + 2), text, turns, places)
    assert slipped == [(answers[0].start, answers[0].end)]
    question = next(turn for turn in turns if turn.kind == "interviewer")
    assert spans.in_turns((question.start, question.end), text, turns, places) == []
    edges = spans.in_turns((answers[0].start - 1, answers[0].end + 2), text, turns, places)
    assert edges == [(answers[0].start, answers[0].end)]


def test_what_is_not_kept_is_told_in_both_languages(text: str, save: Callable[[Project], Path]) -> None:
    question = "Assalamualaikum"
    assert question in text
    path = save(foreign(text, (WORDS, "3", ANI), (question, "3", ANI), (WORDS, "Komunikasi", BUDI)))
    wish = Wish(path, SMALL, coder="ani", kind="human", user="Ani")
    came = take(wish)
    assert [one.words for one in came.missed] == [question] and came.others == {"Budi": 1}
    told = report.told(wish, came)
    for words in (question, "Budi: 1", "utf16" if came.way and came.way.unit == "utf16" else "points"):
        assert words in told["en"] and words in told["id"]
    empty = Report(replace(read(path), sources=(Source("x", "foto", None, why="picture"),), left={"memos": 2}), [])
    assert "foto: gambar" in report.told(wish, empty)["id"] and "memos: 2" in report.told(wish, empty)["en"]


def test_words_of_a_file_do_not_steer_a_terminal() -> None:
    steering = Report(Project("\x9b31m\x1b[2J", "o\x07"), [])
    assert set(report.told(Wish(Path("x.qdpx"), SMALL), steering)["en"]) & set("\x9b\x1b\x07") == set()


def test_every_kind_of_thing_that_is_left_has_its_words() -> None:
    from coding.exchange import reading

    kinds = {*reading._LEFT.values(), *reading._MEDIA.values()}
    assert kinds < set(report.KINDS)


def test_a_codebook_becomes_a_draft_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    surat = Code("b", "Surat", children=(Code("c", "surat"),))
    tree = (
        Code("a", "Komunikasi: 'antar' # lembaga", "arti: satu\nbaris", children=(surat,)),
        Code("d", "Kelompok", codable=False, children=(Code("e", "Sanksi"),)),
    )
    path, out = tmp_path / "c.qdc", tmp_path / "codebook.yml"
    path.write_bytes(writing.qdc(tree))
    assert cli.main(["import", str(path), "--out", str(out)]) == 0
    book = codebook.load(out)
    assert [(one.code, one.label["id"]) for one in book.indicators] == [
        ("1", "Komunikasi: 'antar' # lembaga"),
        ("2", "Sanksi"),
    ]
    assert book["1"].definition["en"] == "arti: satu baris" and "FILL IN" in book["2"].definition["en"]
    assert [part.key for part in book["1"].subcodes] == ["surat", "surat_2"]
    assert not list(book.keywords) and "ISI / FILL IN" in out.read_text(encoding="utf-8")
    before = out.read_bytes()
    assert cli.main(["import", str(path), "--out", str(out)]) == 1
    assert "exists already" in capsys.readouterr().err and out.read_bytes() == before
    path.write_bytes(writing.qdc(()))
    with pytest.raises(CodingError, match="no codes"):
        draft.write(read(path), tmp_path / "x.yml", path)
    assert cli.main(["import", str(path), "--district", SMALL]) == 1
    assert "codebook only" in capsys.readouterr().err


def test_our_codebook_comes_back_as_a_draft(small_compendium: Path, tmp_path: Path) -> None:
    export(SMALL, tmp_path / "c.qdc", Choice())
    draft.write(read(tmp_path / "c.qdc"), tmp_path / "codebook.yml", tmp_path / "c.qdc")
    ours, back = codebook.load(paths.codebook()), codebook.load(tmp_path / "codebook.yml")
    assert [len(one.subcodes) for one in back.indicators] == [len(one.subcodes) for one in ours.indicators]
    assert [one.label["id"] for one in back.indicators] == [f"{one.code} {one.label['id']}" for one in ours.indicators]

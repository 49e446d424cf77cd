"""A release holds what participants allow and nothing else, its offsets are true, and a leak stops it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coding import cli, paths, pipeline
from coding.check.personal_data import no_names
from coding.decisions import coders, replay
from coding.decisions.decision import as_json, check, decide
from coding.districts import districts
from coding.errors import CodingError
from coding.files import as_written, schema, sha256, to_csv
from coding.pipeline import Study
from coding.releases import folder, leaks, release, selection, texts
from coding.releases.selection import Selection
from coding.review.session import Session
from coding.transcripts import consent
from coding.transcripts.speakers import turns as turns_of

SMALL = "contoh-kabupaten"
HEAD = "transcript,participant,role,role_en,stakeholder,level,method,date,consent,note\n"
# One word in each sentence that nobody else says tells where the sentence has gone.
TALK = """Judul: wawancara bersama di balai kepalawarta
Tanggal: 3 Mei 2024

P: Bagaimana koordinasinya dengan dinas pertanyaanrahasia selama ini?

X1: Rapat dengan dinas belum pernah ada di kecamatan kami, manggaqz satu. Itu saja yang kami tahu soal jambuqz dua.

X2: Suratnya pernah datang sekali lewat kantor pos, durianqz tiga. Belum ada MoU dengan dinas sampai hari ini, salakqz empat.

X3: Sanksi juga tidak ada, nangkaqz. Undangan sudah rutin lewat grup WA, pepayaqz enam. Lalu kami pulang, rambutanqz.

P: Usulannya pertanyaankedua bagaimana menurut bapak ibu sekalian?

X1: Usulan kami ke dinas tidak pernah dijawab sama sekali, kelapaqz delapan.
"""
ALONE = """P: Apakah ada rapat?

Y1: Rapat rutin ada setiap bulan di kantor dinas, cengkihqz sembilan. Hasilnya kami catat sendiri, ladaqz sepuluh.
"""
CODED = {
    "Rapat dengan dinas belum pernah ada di kecamatan kami, manggaqz satu.": "1",
    "Belum ada MoU dengan dinas sampai hari ini, salakqz empat.": "4",
    "Undangan sudah rutin lewat grup WA, pepayaqz enam.": "1",
    "Usulan kami ke dinas tidak pernah dijawab sama sekali, kelapaqz delapan.": "7",
}
MEMO = "memoqz: suratnya pernah datang sekali"


def person(code: str, transcript: str = "F", agreed: str = "public", level: str = "returnee", note: str = "") -> str:
    stakeholder = "" if level == "interviewer" else "returnees"
    method = "fgd" if transcript == "F" else "interview"
    return f"{transcript},{code},Petani,Farmer,{stakeholder},{level},{method},2024-05-03,{agreed},{note}\n"


@pytest.fixture
def district(small_compendium: Path) -> Path:
    """An FGD of three and an interview, everybody public, with codings of a human coder. Returns its raw folder."""
    raw = paths.raw(SMALL)
    for path in districts.sources(SMALL):
        path.unlink()
    for name in ("grounding.csv", "claims.yml"):
        (raw / name).unlink()
    (raw / "fgd" / "F.txt").write_text(TALK, encoding="utf-8")
    (raw / "interviews" / "Y1.txt").write_text(ALONE, encoding="utf-8")
    agree(raw)
    pipeline.prepare(SMALL)
    coders.register(SMALL, "ani")
    session = Session(Study(SMALL), "ani")
    text = session.study.texts["F"]
    for words, indicator in CODED.items():
        start = text.index(words)
        line = {"action": "add", "indicator": indicator, "status": "absent", "memo": MEMO if indicator == "7" else ""}
        session.decide("F", [{**line, "start": start, "end": start + len(words)}])
    return raw


def agree(raw: Path, note: str = "", **agreed: str) -> None:
    """Write participants.csv; whoever is not named releases everything."""
    rows = [person("P", level="interviewer"), person("P", "Y1", level="interviewer")]
    rows += [person(code, agreed=agreed.get(code, "public"), note=note) for code in ("X1", "X2", "X3")]
    rows.append(person("Y1", "Y1", agreed=agreed.get("Y1", "public")))
    (raw / "participants.csv").write_text(HEAD + "".join(rows), encoding="utf-8")


def make(tmp_path: Path, allowed: tuple[str, ...] = ()) -> tuple[Selection, dict[str, str]]:
    """A release, and every file of it as text; a workbook as its cells."""
    out = tmp_path / "rilis"
    made, number = release.make(SMALL, out, allowed)
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    assert len(found) == number
    return made, {
        name: "\n".join(said for _, said in leaks._readings(name, content)) for name, content in found.items()
    }


def table(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.split("\n", 1)[1])))


def true_to_the_texts(files: Mapping[str, str], made: Selection) -> None:
    """Every segment, coding and decision stands where it says, in the text that is released."""
    said = dict(made.study.texts)
    for name, text in said.items():
        assert files[f"texts/{name}.txt"].split("\n", 1)[1] == text
    segments = table(files["segments.csv"])
    codings = table(files["codings.csv"])
    assert segments and codings
    for row in segments:
        assert said[row["transcript"]][int(row["start"]) : int(row["end"])] == row["text"]
    for row in codings:
        assert said[row["transcript"]][int(row["start"]) : int(row["end"])] == row["quote"]
    assert {row["segment"] for row in codings} <= {row["segment"] for row in segments}
    for row in table(files["transcripts.csv"]):
        assert row["text_sha256"] == sha256(said[row["transcript"]])
    hashes = {name: sha256(text) for name, text in said.items()}
    for coder, lines in made.logs.items():
        # Refuses quotes that do not stand at their offsets, and lines about lines that are not there.
        assert check(
            [json.dumps(as_json(one)) for one in lines], Path(f"{coder}.jsonl"), said, hashes, made.study.codebook
        )


def test_where_everybody_agrees_everything_is_released_as_it_is(district: Path, tmp_path: Path) -> None:
    made, files = make(tmp_path)
    study = selection.fresh(SMALL)
    assert made.study.texts == study.texts and made.study.segments == study.segments
    assert made.study.codings == study.codings and made.study.people == study.people
    assert made.logs["ani"] == study.decisions
    assert not +made.held
    assert MEMO in files["codings.csv"] and MEMO in files["decisions/ani.jsonl"]
    true_to_the_texts(files, made)


def test_words_of_whoever_does_not_agree_are_in_no_file(district: Path, tmp_path: Path) -> None:
    agree(district, X2="internal", X3="quotes", Y1="internal")
    made, files = make(tmp_path)
    everything = "\n".join(files.values())
    for word in ("manggaqz", "jambuqz", "kelapaqz", "pepayaqz"):
        assert word in everything
    # X2; X3 but for the quote; the interviewer, the heading, the memo that repeats X2, the interview held back.
    for word in (
        "durianqz",
        "salakqz",
        "nangkaqz",
        "rambutanqz",
        "pertanyaanrahasia",
        "pertanyaankedua",
        "kepalawarta",
        "memoqz",
        "cengkihqz",
        "Y1",
    ):
        assert word not in everything
    text = files["texts/F.txt"]
    assert f"X2: {texts.MARKS['consent']}" in text and texts.HEADING in text
    assert "X3: […] Undangan sudah rutin lewat grup WA, pepayaqz enam. […]" in text
    assert [row["segment"] for row in table(files["segments.csv"]) if row["speaker"] == "X3"] == ["F-0006"]
    assert made.held["transcripts", "consent"] == 1 and made.held["memos", "memo"] == 1
    assert made.held["turns", "consent"] == 2 and made.held["codings", "consent"] >= 1
    assert "durianqz" in "\n".join(selection.fresh(SMALL).texts.values())  # the test would see it
    true_to_the_texts(files, made)


def test_the_released_logs_give_the_released_codings(district: Path, tmp_path: Path) -> None:
    agree(district, X2="internal", X3="quotes")
    made, _ = make(tmp_path)
    standing = replay.replay([one for lines in made.logs.values() for one in lines]).standing
    human = {(one["start"], one["end"], one["indicator"]) for one in made.study.codings if one["source"] == "human"}
    assert {(str(one.start), str(one.end), one.indicator) for one in standing} == human
    assert len(human) == 3


def test_a_suggestion_that_nobody_has_decided_on_makes_no_quote(district: Path, tmp_path: Path) -> None:
    for path in paths.decisions(SMALL).glob("*.jsonl"):
        path.unlink()
    agree(district, X3="quotes")
    machine = [one for one in selection.fresh(SMALL).codings if "pepayaqz" in one["quote"]]
    assert machine and all(one["source"] == "machine" for one in machine)
    made, files = make(tmp_path)
    assert "pepayaqz" not in "\n".join(files.values())
    assert made.held["codings", "machine"]
    assert {row["source"] for row in table(files["codings.csv"])} == {"machine"}
    assert "that nobody has reviewed" in files["README.md"] and "belum ditinjau" in files["README.id.md"]


def test_the_words_of_whoever_withdrew_are_searched_for_in_the_original_files(district: Path, tmp_path: Path) -> None:
    assert cli.main(["withdraw", "X2", "--district", SMALL, "--yes"]) == 0
    made, files = make(tmp_path)
    assert consent.PLACEHOLDER in files["texts/F.txt"] and made.held["turns", "withdrawn"] == 1
    note = "sekali lewat kantor pos durianqz tiga"
    content = (district / "participants.csv").read_text("utf-8").replace("quotes,\n", "public,\n")
    (district / "participants.csv").write_text(content.replace("Farmer,returnees,returnee,interview,2024-05-03,public,",
                                                               f"Farmer,returnees,returnee,interview,2024-05-03,public,{note}"),
                                               encoding="utf-8")  # fmt: skip
    with pytest.raises(CodingError, match=r"words that consent holds back.*durianqz tiga"):
        make(tmp_path)


def test_withheld_words_in_a_note_stop_the_release_before_anything_is_written(
    district: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agree(district, note="dia bilang PERNAH datang sekali lewat kantor", X2="internal")
    out = tmp_path / "rilis"
    assert cli.main(["release", SMALL, "--out", str(out)]) == 1
    told = capsys.readouterr().err
    assert "participants.csv, line" in told and "PERNAH datang sekali lewat kantor" in told and "run it again" in told
    assert not list(tmp_path.glob("*rilis*"))


def test_likely_personal_data_stop_it_unless_they_are_allowed(district: Path, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    path = district / "fgd" / "F.txt"
    path.write_text(TALK.replace("soal jambuqz", "dari Pak Wagimin, 0812-3456-7890, soal jambuqz"), encoding="utf-8")
    out, list_of = tmp_path / "rilis", tmp_path / "boleh.txt"
    assert cli.main(["release", SMALL, "--out", str(out)]) == 1
    told = capsys.readouterr().err
    assert "texts/F.txt, line 6" in told and "'Pak Wagimin'" in told and "'0812-3456-7890'" in told
    assert told.count("Pak Wagimin") == 1  # once, however many files hold it
    list_of.write_text("# dua-duanya rekaan\nPak Wagimin\n0812-3456-7890\n", encoding="utf-8")
    assert cli.main(["release", SMALL, "--out", str(out), "--allow", str(list_of)]) == 0
    list_of.write_text("Pak Wagimin\n", encoding="utf-8")
    assert cli.main(["release", SMALL, "--out", str(out), "--allow", str(list_of)]) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b'x\n"kata ""yang tidak"" boleh, keluar dari sini"\n'),
        ("a.jsonl", b'{"memo": "kata\\nyang tidak boleh\\tkeluar dari"}\n'),
        ("a.md", "kata yang TIDAK\nboleh ｋeluar dari".encode()),
    ],
)
def test_words_are_found_in_whatever_form_a_file_holds_them(name: str, content: bytes) -> None:
    searched = leaks.search(["Ini kata yang tidak boleh keluar dari sini."], [], ["DSN9"], no_names([]))
    assert len(leaks.in_files({name: content}, searched)) == 1
    assert not leaks.in_files({name: content}, leaks.search([], [], [], no_names([])))
    assert leaks.in_files({"b.md": b"menurut DSN9"}, searched)
    assert leaks.in_files({"b.md": f"di /{'home'}/orang/data".encode()}, searched)
    # What is said in released words, too, is nobody's secret.
    said = "kata yang tidak boleh keluar dari"
    assert not leaks.in_files({name: content}, leaks.search([said], [said], [], no_names([])))


def test_an_earlier_release_is_replaced_and_nothing_else(district: Path, tmp_path: Path, hash_tree) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "rilis"
    release.make(SMALL, out)
    before = hash_tree(out)
    release.make(SMALL, out)
    assert hash_tree(out) == before  # the same bytes, too
    agree(district, X2="internal")
    release.make(SMALL, out)
    assert hash_tree(out) != before and not list(tmp_path.glob(".rilis*"))
    before = hash_tree(out)
    (out / "catatan.txt").write_text("milik saya", encoding="utf-8")
    with pytest.raises(CodingError, match="not of the earlier release"):
        release.make(SMALL, out)
    (out / "catatan.txt").unlink()
    (out / "README.md").write_text("saya ubah", encoding="utf-8")
    with pytest.raises(CodingError, match="was changed since"):
        release.make(SMALL, out)
    assert before.keys() == hash_tree(out).keys()
    with pytest.raises(CodingError, match="no earlier release"):
        release.make(SMALL, district)
    with pytest.raises(CodingError, match="no folder"):
        release.make(SMALL, out / "README.md")


def test_sums_and_description_are_those_of_the_files(district: Path, tmp_path: Path) -> None:
    agree(district, X2="internal", X3="quotes")
    out = tmp_path / "rilis"
    release.make(SMALL, out)
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    sums = dict(line.split("  ")[::-1] for line in (out / folder.SUMS).read_text("utf-8").splitlines())
    assert sums == {name: sha256((out / name).read_bytes()) for name in there - {folder.SUMS}}
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    resources = {one["path"]: one for one in package["resources"]}
    assert len({one["name"] for one in package["resources"]}) == len(package["resources"])
    apart = {"README.md", "README.id.md", "LICENSE.txt", "CITATION.cff", "datapackage.json", folder.SUMS}
    assert resources.keys() == there - apart
    for path, one in resources.items():
        content = (out / path).read_bytes()
        assert one["bytes"] == len(content) and one["hash"] == f"sha256:{sha256(content)}"
        if path.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(content.decode("utf-8"))))
            fields = one["schema"]["fields"]
            assert rows[0] == [field["name"] for field in fields] and all(field["description"] for field in fields)
            keys = [tuple(row[rows[0].index(key)] for key in one["schema"].get("primaryKey", ())) for row in rows[1:]]
            assert len(set(keys)) == len(keys) or not one["schema"].get("primaryKey")


def test_nothing_is_released_where_nobody_agrees(district: Path, tmp_path: Path) -> None:
    agree(district, X1="internal", X2="internal", X3="internal", Y1="internal")
    with pytest.raises(CodingError, match="no participant of contoh-kabupaten releases anything"):
        release.make(SMALL, tmp_path / "rilis")


def test_a_district_that_is_not_filled_in_is_not_released(district: Path, tmp_path: Path) -> None:
    path = district / "district.yml"
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith("period")]
    path.write_text("\n".join([*lines, 'period: {id: "ISI: kapan", en: "2016"}']), encoding="utf-8")
    with pytest.raises(CodingError, match="ISI: kapan"):
        release.make(SMALL, tmp_path / "rilis")


def test_whoever_stands_alone_for_an_organisation_is_told(district: Path, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    content = (district / "participants.csv").read_text("utf-8")
    (district / "participants.csv").write_text(content.replace("Y1,Y1,Petani,Farmer,returnees,returnee",
                                                               "Y1,Y1,Kepala desa,Village head,dprd,legislature"),
                                               encoding="utf-8")  # fmt: skip
    assert cli.main(["release", SMALL, "--out", str(tmp_path / "rilis"), "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "Y1: Village head (dprd)" in told and "X1:" not in told
    assert "Y1 stand" in (tmp_path / "rilis" / "README.md").read_text("utf-8")


# --- Any talk, any consents -------------------------------------------------------------------------------------------

SPEAKERS = ("X1", "X2", "X3", "P")
talk = st.lists(st.tuples(st.sampled_from(SPEAKERS), st.lists(st.integers(1, 7), min_size=1, max_size=4)), min_size=1,
                max_size=10)  # fmt: skip
WORD = re.compile(r"kata\d+é")  # what stands around a quote may be cut within a word
consents = st.fixed_dictionaries({code: st.sampled_from(consent.RELEASES) for code in SPEAKERS})


def written(said: list[tuple[str, list[int]]]) -> str:
    """A talk in which each word occurs once, so that the word tells whose it is. said: speaker, words a sentence."""
    counted = iter(range(10_000))
    turns = [
        f"{speaker}: "
        + " ".join(" ".join(f"Kata{next(counted)}é" for _ in range(number)) + "." for number in sentences)
        for speaker, sentences in said
    ]
    return "Judul: kepala khusus dari satu percakapan rahasia\n\n" + "\n\n".join(turns) + "\n"


def study_of(text: str, agreed: dict[str, str], coded: st.DataObject) -> Study:
    """A study of that one talk, some of its sentences coded, each with a memo that quotes another one."""
    base, study = Study(SMALL), Study(SMALL)
    rows = [person(code, agreed=agreed[code], level="interviewer" if code == "P" else "returnee") for code in SPEAKERS]
    people = list(csv.DictReader(io.StringIO(HEAD + "".join(rows))))
    one = districts.Transcript("F", Path("F.txt"), text, turns_of(text, people), people)
    segments = as_written(districts.segment_rows([one]), "segments")
    codings, decisions = [], []
    for row in segments:
        if coded.draw(st.booleans(), label=row["text"]):
            start, end = int(row["start"]), int(row["end"])
            start += coded.draw(st.sampled_from([0, row["text"].rfind(" ") + 1]))
            memo = coded.draw(st.sampled_from(["", *(other["text"] for other in segments)]))
            codings.append({"coding": f"{row['segment']}-c1", "district": SMALL, "transcript": "F", "method": "fgd",
                            "stakeholder": "returnees", "level": "returnee", "segment": row["segment"],
                            "start": str(start), "end": str(end), "indicator": "1", "status": "absent",
                            "source": "human", "coders": "ani", "quote": text[start:end], "memo": memo,
                            "reconstructed": "true", "subcode": ""})  # fmt: skip
            decisions.append(decide(text, sha256(text), "F", "ani", "2024-05-04T08:00:00Z", "add", start=start, end=end,
                                    indicator="1", status="absent", memo=memo))  # fmt: skip
    transcript = dict.fromkeys((one["name"] for one in schema("transcripts")), "x")
    transcript |= {"transcript": "F", "district": SMALL, "text_sha256": sha256(text), "reconstructed": "true"}
    study.__dict__.update(people=people, texts={"F": text}, segments=segments, codings=codings, decisions=decisions,
                          transcripts=[transcript], coders={"ani": {"coder": "ani", "kind": "human", "note": ""}},
                          codebook=CODEBOOK.setdefault("it", base.codebook), directory=base.directory)  # fmt: skip
    return study


CODEBOOK: dict[str, Any] = {}  # read once


# Shrinking would write hundreds of releases.
@settings(max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate], deadline=None)
@given(talk, consents, st.data())
def test_whatever_is_said_and_agreed_no_file_holds_a_word_held_back(
    said: list[tuple[str, list[int]]], agreed: dict[str, str], data: st.DataObject
) -> None:
    text = written(said)
    study = study_of(text, agreed, data)
    free = {word for turn in study.turns["F"] if study.consent.whole("F", turn.speaker)
            for word in leaks.words(text[turn.start : turn.end])}  # fmt: skip
    free |= {word for row in study.codings if study.consent.quote("F", study.speakers[row["segment"]])
             for word in leaks.words(row["quote"])}  # fmt: skip
    made = selection.select(study)
    if not made.study.texts:
        assert "internal" in agreed.values()
        return
    files = release.files(made)
    assert not leaks.in_files(files, made.search)
    everything = {word for name, one in files.items() for _, said in leaks._readings(name, one)
                  for word in leaks.words(said) if WORD.fullmatch(word)}  # fmt: skip
    assert everything == free
    for row in made.study.segments:
        assert made.study.texts["F"][int(row["start"]) : int(row["end"])] == row["text"]
    for row, before in zip(made.study.codings, [row for row in study.codings if set(leaks.words(row["quote"])) <= free],
                           strict=True):  # fmt: skip
        assert made.study.texts["F"][int(row["start"]) : int(row["end"])] == row["quote"] == before["quote"]
    assert [one.quote for one in made.study.decisions] == [row["quote"] for row in made.study.codings]
    planted(made, texts.withheld(text, made.texts["F"], study.turns["F"]))


def planted(made: Selection, withheld: list[str]) -> None:
    """Held back words put into a note or a log are found, if they are as long as a run."""
    for part in (part for part in withheld if len(leaks.words(part)) >= leaks.RUN):
        row = {"coder": "ani", "kind": "human", "note": f"kata orang: {part}"}
        for name, content in (("coders.csv", to_csv([row], list(row))), ("decisions/ani.jsonl", json.dumps(row))):
            assert leaks.in_files({name: content.encode("utf-8")}, made.search), part


def test_the_property_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were quotes taken for everything, a release of quotes would hold words held back, and the search would tell."""
    text = written([("X1", [6, 6]), ("X2", [6]), ("P", [6])])

    class Never:
        def draw(self, strategy: object, label: str = "") -> bool:
            return False

    study = study_of(text, {"X1": "quotes", "X2": "public", "X3": "public", "P": "public"}, Never())  # type: ignore[arg-type]
    made = selection.select(study)
    assert not leaks.in_files(release.files(made), made.search)
    leaky = selection.select(study)
    leaky.study.texts["F"] = text
    assert leaks.in_files(release.files(leaky), made.search)

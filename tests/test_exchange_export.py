"""What leaves the compendium: as far as consent goes, under the names of those who made it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import refi_schema
from hypothesis import given
from hypothesis import strategies as st

from coding import cli, paths, pipeline
from coding.codebooks import codebook
from coding.decisions import coders
from coding.districts import districts
from coding.errors import CodingError
from coding.exchange import released
from coding.exchange.building import Choice
from coding.exchange.codebook_export import codes
from coding.exchange.model import DEMONSTRATION, MACHINE, ORIGIN, Project, listed
from coding.exchange.notes import read as note_of
from coding.exchange.project_export import build, export
from coding.exchange.released import HELD_BACK, plain
from coding.pipeline import Study
from coding.review.session import Session
from coding.transcripts import consent
from coding.transcripts.turns import Turn

SMALL = "contoh-kabupaten"
PEOPLE = (
    "transcript,participant,role,role_en,stakeholder,level,method,date,consent,note\n"
    "F,P,Pewawancara,Interviewer,,interviewer,fgd,2024-05-03,public,\n"
    "F,X1,Petani cabai,Farmer,returnees,returnee,fgd,2024-05-03,public,\n"
    "F,X2,Peternak lele,Herder,returnees,returnee,fgd,2024-05-03,public,\n"
)
TALK = """Tempat: balai pohonjambu

P: Bagaimana koordinasinya 😀?

X1: Rapat dengan dinas belum pernah ada. Itu yang kami tahu.

X2: Surat datang lewat pohonmangga. Belum ada MoU dengan dinas sampai hari ini. Rahasia pohonsawo.

X1: Setuju.
"""
CODED = {"Rapat dengan dinas belum pernah ada.": "1", "Belum ada MoU dengan dinas sampai hari ini.": "4"}


@pytest.fixture
def talk(small_compendium: Path) -> Study:
    """An FGD of two, coded by a person and by a demonstration."""
    for path in districts.sources(SMALL):
        path.unlink()
    (paths.raw(SMALL) / "grounding.csv").unlink()
    (paths.raw(SMALL) / "participants.csv").write_text(PEOPLE, encoding="utf-8")
    (paths.raw(SMALL) / "fgd" / "F.txt").write_text(TALK, encoding="utf-8")
    pipeline.prepare(SMALL)
    coders.register(SMALL, "ani")
    coders.register(SMALL, "demo-z", "demonstration")
    for coder in ("ani", "demo-z"):
        session = Session(Study(SMALL), coder)
        text = session.study.texts["F"]
        for words, indicator in CODED.items():
            line = {
                "action": "add",
                "indicator": indicator,
                "status": "absent",
                "memo": f"kata X2: {coder} pohonmangga",
            }
            session.decide("F", [{**line, "start": text.index(words), "end": text.index(words) + len(words)}])
    return Study(SMALL)


def agreed(kind: str) -> None:
    path = paths.raw(SMALL) / "participants.csv"
    path.write_text(PEOPLE.replace("returnee,fgd,2024-05-03,public,\n", f"returnee,fgd,2024-05-03,{kind},\n"))
    path.write_text(path.read_text().replace(f"Petani cabai,Farmer,returnees,returnee,fgd,2024-05-03,{kind}",
                                             "Petani cabai,Farmer,returnees,returnee,fgd,2024-05-03,public"))  # fmt: skip


def all_words(target: Path) -> str:
    with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as packed:
        return "\n".join(packed.read(one).decode("utf-8") for one in packed.namelist())


def by_user(project: Project) -> dict[str, list[str]]:
    names = {user.guid: user.name for user in project.users}
    found: dict[str, list[str]] = {}
    for source in project.sources:
        for one in source.codings:
            found.setdefault(names[one.user], []).append((source.text or "")[one.start : one.end])
    return found


def test_each_coder_stands_under_a_name_that_says_what_it_is(talk: Study) -> None:
    project = build(SMALL, Choice())
    assert by_user(project) == {"ani": list(CODED), f"demo-z ({DEMONSTRATION})": list(CODED)}
    note = note_of(project.sources[0].codings[0].description)
    assert (note.status, note.memo) in {("absent", f"kata X2: {coder} pohonmangga") for coder in ("ani", "demo-z")}
    assert "RECONSTRUCTED TRANSCRIPTS" in project.description and "REKONSTRUKSI" in project.description
    assert project.origin.startswith(ORIGIN)
    assert project.sources[0].text == plain(TALK) and "1 characters" in project.description


def test_a_consensus_stands_under_its_own_name_and_says_whose_it_is(talk: Study) -> None:
    start = TALK.index("Setuju.")
    line = {"action": "add", "indicator": "2", "status": "present", "start": start, "end": start + len("Setuju.")}
    Session(Study(SMALL), "demo-z", "consensus").decide("F", [line])
    assert by_user(build(SMALL, Choice()))[f"consensus ({DEMONSTRATION})"] == ["Setuju."]
    Session(Study(SMALL), "ani", "consensus").decide("F", [{**line, "indicator": "3"}])
    assert by_user(build(SMALL, Choice()))["consensus"] == ["Setuju.", "Setuju."]


def test_suggestions_leave_only_when_asked_for_and_never_as_a_persons(talk: Study) -> None:
    assert MACHINE not in by_user(build(SMALL, Choice()))
    found = by_user(build(SMALL, Choice(suggestions=True)))
    assert found[MACHINE] and found["ani"] == list(CODED)


@pytest.mark.parametrize(
    ("kind", "gone", "kept"),
    [
        ("quotes", ["pohonsawo", "pohonjambu", "Bagaimana koordinasinya", "pohonmangga"], "Belum ada MoU"),
        (
            "internal",
            ["pohonsawo", "pohonjambu", "pohonmangga", "Belum ada MoU", "Peternak lele"],
            "Rapat dengan dinas",
        ),
        (
            "withdrawn",
            ["pohonsawo", "pohonjambu", "pohonmangga", "Belum ada MoU", "Peternak lele"],
            "Rapat dengan dinas",
        ),
    ],
)
def test_what_participants_did_not_agree_to_let_out_is_nowhere_in_the_file(
    talk: Study, tmp_path: Path, kind: str, gone: list[str], kept: str
) -> None:
    agreed(kind)
    target = tmp_path / "out.qdpx"
    if kind == "withdrawn":
        cli.main(["withdraw", "X2", "--district", SMALL, "--yes"])
    export(SMALL, target, Choice(suggestions=True, turns=True))
    words = all_words(target)
    assert [one for one in gone if one in words] == []
    assert kept in words and HELD_BACK in words and "X2" in words
    assert refi_schema.faults(zipfile.ZipFile(target).read("project.qde")) == []


def test_for_the_team_everything_leaves_and_the_file_says_so(talk: Study, tmp_path: Path) -> None:
    agreed("internal")
    export(SMALL, tmp_path / "out.qdpx", Choice(team=True))
    words = all_words(tmp_path / "out.qdpx")
    for one in ("pohonsawo", "pohonjambu", "pohonmangga", "Peternak lele", "FOR THE TEAM ONLY", "UNTUK TIM SENDIRI"):
        assert one in words
    export(SMALL, tmp_path / "out.qdpx", Choice())
    assert "FOR THE TEAM ONLY" not in all_words(tmp_path / "out.qdpx")


def test_participants_are_cases_and_texts_have_variables(talk: Study) -> None:
    project = build(SMALL, Choice(turns=True))
    cases = {case.name: case for case in project.cases}
    assert cases[""].values == {
        "stakeholder": "returnees", "level": "returnee", "method": "fgd", "date": "2024-05-03", "reconstructed": "true"
    }  # fmt: skip
    assert cases["X1"].values["role"] == "Petani cabai" and cases["X1"].sources == ()
    turns = {case.guid: case.name for case in project.cases}
    spoken = [(turns[one.code], (project.sources[0].text or "")[one.start : one.end][:7])
              for one in project.sources[0].codings if one.code in turns]  # fmt: skip
    assert spoken == [("P", "Bagaima"), ("X1", "Rapat d"), ("X2", "Surat d"), ("X1", "Setuju.")]
    assert {one.code.guid for one in listed(project.codes)} >= set(turns) - {cases[""].guid}


def test_the_same_inputs_give_the_same_bytes_and_no_file_is_written_for_faulty_ones(
    talk: Study, tmp_path: Path
) -> None:
    export(SMALL, tmp_path / "a.qdpx", Choice())
    export(SMALL, tmp_path / "b.qdpx", Choice())
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()
    (paths.raw(SMALL) / "participants.csv").write_text(PEOPLE.replace(",returnee,", ",nobody,"), encoding="utf-8")
    with pytest.raises(CodingError, match="nobody"):
        export(SMALL, tmp_path / "c.qdpx", Choice())
    assert not (tmp_path / "c.qdpx").exists()


@pytest.mark.parametrize(("district", "to", "problem"), [
    (SMALL, "x.docx", "neither"), ("tidak-ada", "x.qdpx", "no district"), ("tidak-ada", "x.qdc", "no district")
])  # fmt: skip
def test_a_wrong_name_is_told(
    small_compendium: Path, tmp_path: Path, district: str, to: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["export", district, "--to", str(tmp_path / to)]) == 1
    assert problem in capsys.readouterr().err and not (tmp_path / to).exists()


@pytest.mark.parametrize("file", ["data/codebook.yml", "data/reference/codebook_edwards.yml"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_two_codes_have_one_name(root: Path, file: str, language: str) -> None:
    found = [one.code for one in listed(codes(codebook.load(root / file), language))]
    assert len({code.name for code in found}) == len({code.guid for code in found}) == len(found)
    assert all(code.description for code in codes(codebook.load(root / file), language))


WORDS = st.lists(st.sampled_from(["ada", "😀", " ", "\n", "é"]), min_size=1, max_size=12).map("".join)
CONSENT = st.sampled_from(["public", "quotes", "internal"])


@given(st.lists(st.tuples(WORDS, st.sampled_from("AB")), min_size=1, max_size=5), CONSENT, CONSENT, st.data())
def test_every_place_that_is_released_holds_its_words_and_nothing_else_is(
    parts: list[tuple[str, str]], first: str, second: str, data: st.DataObject
) -> None:
    """Words of a speaker are marked by a letter that nobody else has."""
    text, turns = "Kepala X\n\n", []
    for number, (words, who) in enumerate(parts, start=1):
        said = (f"{who.lower()}0" + words).strip() + who.lower()
        text += f"{who}: "
        turns.append(Turn(number, who, "informant", len(text), len(text) + len(said)))
        text += said + "\n\n"
    people = [
        {"transcript": "T", "participant": who, "level": "ngo", "consent": told}
        for who, told in zip("AB", (first, second), strict=True)
    ]
    agreed_to = consent.load(people)
    chosen = data.draw(st.lists(st.sampled_from(turns), max_size=2))
    spans = {
        turn.number: [
            tuple(
                sorted(
                    data.draw(st.tuples(st.integers(turn.start, turn.end - 1), st.integers(turn.start + 1, turn.end)))
                )
            )
        ]
        for turn in chosen
    }
    leaves = released.by_consent("T", text, turns, {}, spans, agreed_to)  # type: ignore[arg-type]
    for turn in turns:
        kind = agreed_to.of("T", turn.speaker)
        place = leaves.place(turn.start, turn.end)
        if kind == "public":
            assert place and leaves.text[slice(*place)] == plain(text[turn.start : turn.end])
        elif kind == "internal":
            assert place is None and f"{turn.speaker.lower()}0" not in leaves.text
        for span in spans.get(turn.number, []):
            where = leaves.place(*span)
            if kind != "internal" and span[0] < span[1]:
                assert where and leaves.text[slice(*where)] == plain(text[slice(*span)])
    assert ("Kepala" in leaves.text) == (first == second == "public")

"""The notebooks of the course: alike in both languages, without answers, and running before anything is filled in."""

from __future__ import annotations

import ast
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from coding.teaching import checks, current, exercises, folder, key, material, partner, quantities, show, stumbles
from coding.teaching.feedback import Feedback

ROOT = Path(__file__).resolve().parent.parent
TEACHING = ROOT / "notebooks" / "teaching"
NOTEBOOKS = sorted(TEACHING.glob("*/*.ipynb"))
MINUTES = re.compile(r"^\| (\d+) \|", re.MULTILINE)


def cells(path: Path, kind: str) -> list[str]:
    told = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in told if cell["cell_type"] == kind]


def checked(path: Path) -> list[str]:
    """The exercises that a notebook checks, in its order."""
    return re.findall(r'check\("([\w.]+)"', "\n".join(cells(path, "code")))


def in_order(language: str) -> list[Path]:
    return sorted((TEACHING / language).glob("*.ipynb"), key=lambda path: (not path.name[0].isdigit(), path.name))


def test_both_languages_have_the_same_sessions_cells_and_exercises() -> None:
    indonesian, english = in_order("id"), in_order("en")
    assert len(indonesian) == len(english) == 7
    for one, other in zip(indonesian, english, strict=True):
        assert checked(one) == checked(other)
        for kind in ("code", "markdown"):
            assert len(cells(one, kind)) == len(cells(other, kind)), (one.name, kind)
    assert [number for path in indonesian for number in checked(path)] == list(exercises.load())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_no_outputs_no_answers_and_no_programming(path: Path) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in told["cells"] if "outputs" in cell)
    for source in cells(path, "code"):
        tree = ast.parse(source)
        banned = (ast.FunctionDef, ast.Lambda, ast.For, ast.While, ast.ListComp, ast.ClassDef)
        assert not any(isinstance(node, banned) for node in ast.walk(tree))
        if "check(" in source:
            for node in (one.value for one in tree.body if isinstance(one, ast.Assign)):
                values = node.values if isinstance(node, ast.Dict) else [node]
                assert all(isinstance(one, ast.Constant) and not str(one.value).strip() for one in values), source


@pytest.mark.parametrize("path", [path for path in NOTEBOOKS if path.name[0].isdigit()], ids=lambda path: path.stem)
def test_a_session_has_goals_times_of_60_to_90_minutes_sources_and_an_ending(path: Path) -> None:
    text = "\n".join(cells(path, "markdown"))
    assert 60 <= sum(map(int, MINUTES.findall(text))) <= 90
    wanted = {
        "id": ("Sesudah sesi ini", "*Sumber:", "## Diskusi", "## Yang dibawa pulang"),
        "en": ("After this session", "*Source", "## Discussion", "## What to take home"),
    }
    for part in wanted[path.parent.name]:
        assert part in text, part
    stops = {"id": "> **Waktu habis? Berhentilah di sini.**", "en": "> **Out of time? Stop here.**"}
    assert text.count(stops[path.parent.name]) == 1


def test_every_source_named_is_in_the_bibliography() -> None:
    known = (ROOT / "paper" / "references.bib").read_text(encoding="utf-8").lower()
    found = 0
    for path in NOTEBOOKS:
        for line in re.findall(r"^\*(?:Sumber|Sources?): (.*)\*$", "\n".join(cells(path, "markdown")), re.MULTILINE):
            for source in line.split(";"):
                name = re.sub(r"\W", "", re.split(r"[ ,]", source.strip())[0].lower())
                assert name[:5].replace("ñ", "") in re.sub(r"[^a-z\n0-9, {}=]", "", known) or "salda" in name, source
                assert re.search(r"(19|20)\d\d", source), source
                found += 1
    assert found > 20


def run(path: Path) -> list[Any]:
    """All code cells in one go, as a kernel would; the last value of each."""
    space: dict[str, Any] = {}
    shown = []
    for source in cells(path, "code"):
        tree = ast.parse(source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, str(path), "exec"), space)
        if isinstance(last, ast.Expr):
            shown.append(eval(compile(ast.Expression(last.value), str(path), "eval"), space))
    return shown


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_before_anything_is_filled_in(
    path: Path, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODING_ROOT", str(course))
    monkeypatch.setenv("CODING_BUILD", "1")
    shown = run(path)
    feedback = [one for one in shown if isinstance(one, Feedback)]
    assert [one.number for one in feedback if one.number in checked(path)] != []
    assert all(one.judgement.state == "empty" and one.language == path.parent.name for one in feedback)
    assert all(one.judgement.says[0][path.parent.name] for one in feedback)


def plain(said: str) -> str:
    return re.sub(r"\W+", " ", said.casefold()).strip()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_task_asks_for_codes_or_statuses_of_sentences_that_students_will_code(path: Path, course: Path) -> None:
    """What is said of such a sentence before the blind reading of session 3 would be told to who codes it."""
    with folder.inside(course / "class" / folder.ALONE):
        sentences = [(row["segment"], plain(row["text"])) for row in material.teaching().segments]
    asking = ("status", "sebagian", "partial", "indikator", "indicator", "mesin", "machine", "A:")
    for source in cells(path, "markdown"):
        for line in source.splitlines():
            for name, sentence in sentences:
                told = f" {sentence} " in f" {plain(line)} " and len(sentence) > 8
                assert not (told and any(word in source for word in asking)), (name, line)


def test_what_tells_of_sentences_is_shown_only_after_the_blind_reading(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODING_ROOT", str(course / "class" / folder.ALONE))
    for number in ("3.6", "4.7"):
        assert isinstance(show.task(number), Feedback)
    monkeypatch.setattr(partner, "finished", lambda: True)
    for number in ("3.6", "4.7"):
        found = str(show.task(number))
        assert [line[:5] for line in found.splitlines()] == [f"- **{item}" for item in "abcd"]


def test_kappa_by_the_program_waits_for_kappa_by_hand(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODING_ROOT", str(course / "class" / folder.ALONE))
    monkeypatch.setattr(current, "_solved", set())
    assert isinstance(show.agreement("lampung-timur", "2"), Feedback)
    assert not checks.check("4.5", 0.1).right
    assert isinstance(show.agreement("lampung-timur", "2"), Feedback)
    assert checks.check("4.5", quantities.value("kappa")).right
    assert not isinstance(show.agreement("lampung-timur", "2"), Feedback)


def test_a_students_folder_holds_no_solution(course: Path) -> None:
    """Neither the teacher's reasons nor what an exercise accepts, nor an answer in a notebook."""
    reasons = [plain(str(one[language])) for one in material.gold() for language in ("id", "en")]
    solutions = [plain(one.right[language]) for one in exercises.load().values() for language in ("id", "en")]
    looked = 0
    for file in sorted((course / "class" / folder.ALONE).rglob("*")):
        if file.is_file() and file.suffix in (".ipynb", ".yml", ".md", ".csv", ".json", ".jsonl", ".txt"):
            held = plain(file.read_text(encoding="utf-8"))
            looked += 1
            assert not [one for one in (*reasons, *solutions) if len(one) > 25 and one in held], file.name
            assert "accept" not in held.split() or file.name == "READ-ME.md" or file.suffix == ".ipynb", file.name
    assert looked > 20


def test_english_readers_have_a_gloss_of_each_turn(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODING_ROOT", str(course / "class" / folder.ALONE))
    for transcript, turns in material.teaching().turns.items():
        assert len(material.glosses()[transcript]) == len(turns)
        for language in ("en", "id"):
            current.speak(language)
            assert str(show.transcript(transcript)).count('lang="en"') == (len(turns) if language == "en" else 0)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('answer = {\n    "a": "context,\n}', "Line 2"),
        ('answer = {\n    "a": "context"\n    "b": "x",\n}', "of this cell cannot be read"),
        ("answer = coded", 'between quotes: "coded"'),
        ('raise_it("x")', "first cell"),
    ],
)
def test_the_first_slips_of_a_student_are_told_in_plain_words(cell: str, said: str) -> None:
    with pytest.raises((SyntaxError, NameError)) as caught:
        exec(compile(cell, "cell", "exec"), {})
    assert said in stumbles.explained(caught.value, "en")
    assert stumbles.explained(caught.value, "id") != stumbles.explained(caught.value, "en")


def test_nothing_was_written_into_the_compendium_itself(course: Path, hash_tree: Any) -> None:
    for name in ("data/coded", "data/raw", "data/codebook.yml"):
        place, original = course / name, ROOT / name
        if place.is_dir():
            assert hash_tree(place) == hash_tree(original)
        else:
            assert place.read_bytes() == original.read_bytes()


@pytest.mark.parametrize("language", ["en"])
def test_a_session_runs_in_a_kernel_of_its_own_in_the_students_folder(
    language: str, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import nbclient
    import nbformat

    home = tmp_path / "a01"
    shutil.copytree(course / "class" / folder.ALONE, home)
    (home / folder.CARD).write_text(f"student: a01\nlanguage: {language}\n", encoding="utf-8")
    monkeypatch.delenv(
        "CODING_ROOT", raising=False
    )  # as on a student's own computer: the folder itself tells whose it is
    source = in_order(language)[0]
    notebook = nbformat.read(source, as_version=4)  # type: ignore[no-untyped-call]
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(home)}}).execute()
    outputs = [str(one) for cell in notebook.cells for one in cell.get("outputs", [])]
    assert any("a01" in one for one in outputs)
    assert sum({"id": "Belum diisi", "en": "Not filled in"}[language] in one for one in outputs) == len(checked(source))


def test_the_lecturers_answers_are_those_that_the_checks_accept(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the exercises or the shipped data changed: python -m coding.teaching key"""
    monkeypatch.setenv("CODING_ROOT", str(course / "class" / folder.ALONE))
    for language, name in key.NAMES.items():
        assert (TEACHING / "lecturer" / name).read_text(encoding="utf-8") == key.page(language)


def test_the_lecturers_guide_has_the_times_of_the_notebooks() -> None:
    for language, name in {"id": "panduan.md", "en": "guide.md"}.items():
        guide = (TEACHING / "lecturer" / name).read_text(encoding="utf-8")
        told = [int(minutes) for minutes in re.findall(r"^### .*\((\d+) ", guide, re.MULTILINE)]
        notebooks = [path for path in in_order(language) if path.name[0].isdigit()]
        assert told == [sum(map(int, MINUTES.findall("\n".join(cells(path, "markdown"))))) for path in notebooks]

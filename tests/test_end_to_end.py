"""From transcripts to the paper: all notebooks in a copy of the compendium, and what a single decision changes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coding import labels, paths, pipeline, run
from coding.districts import stakeholders
from coding.findings import replication, results
from coding.intercoder import missed, reliability, robustness
from coding.network import measures, positions
from coding.network import tables as network_tables
from coding.network import ties as network
from coding.published import claims_file
from coding.publishing import paper
from coding.reporting import tables

ROOT = Path(__file__).resolve().parent.parent
FICTITIOUS, MAIN = "contoh-kabupaten", "lampung-timur"
TABLES = {
    FICTITIOUS: ["agreement", "agreement_coders", "agreement_pairs", "agreement_transcripts", "centrality", "claims",
                 "codebook", "confusion_indicators", "confusion_status", "cooccurrence", "corpus", "coverage", "elusion",
                 "inconsistencies", "keyness", "keywords", "matrix", "quotes", "review", "robustness", "saturation",
                 "suggest_fit", "suggest_parts", "ties", "ties_pairs", "ties_quotes"],
    "across": ["differences", "districts"],
}  # fmt: skip
DATA = {FICTITIOUS: ["matrix_levels"], "across": []}  # tables that nobody reads but programs
FIGURES = {
    FICTITIOUS: ["cooccurrence", "coverage", "keyness", "matrix", "network", "network_matrix", "saturation"],
    "across": ["districts", "empowerment", "network_model", "remittances", "returns"],
}
Hash = Callable[[Path], dict[str, str]]
Copy = Callable[..., Path]


@dataclass(frozen=True)
class Run:
    """One run of the notebooks in its own copy of the compendium."""

    folder: Path
    status: int
    out: str
    err: str


def started(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "coding.run", *arguments],
        cwd=folder,
        env={**os.environ, **environment, "CODING_ROOT": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def finished(folder: Path, process: subprocess.Popen[str]) -> Run:
    out, err = process.communicate(timeout=300)
    return Run(folder, process.returncode, out, err)


def run_twice(folder: Path, copy_to: Copy) -> tuple[Run, Run]:
    """Once from nothing but what people wrote, once over what earlier runs left behind; side by side."""
    fresh = copy_to(folder / "dari nol")
    for path in [*(fresh / "data" / "coded" / FICTITIOUS).rglob("*")]:
        if path.is_file():
            path.unlink()
    again = copy_to(folder / "again")
    for kind in ("tables", "figures"):
        for name in (FICTITIOUS, "across"):
            (again / "paper" / kind / name).mkdir(parents=True)
            (again / "paper" / kind / name / "left_over.csv").write_text("of an earlier run\n", encoding="utf-8")
    (again / "paper" / "numbers").mkdir()
    for name in (FICTITIOUS, "across"):
        (again / "paper" / "numbers" / f"{name}.json").write_text('{"left_over": {"value": 1}}', encoding="utf-8")
    # Neither the seed of Python's hashes nor the place on earth may show in the results.
    first = started(fresh, FICTITIOUS, "--across", PYTHONHASHSEED="1", TZ="UTC")
    second = started(again, FICTITIOUS, "--across", PYTHONHASHSEED="2", TZ="Asia/Jakarta")
    return finished(fresh, first), finished(again, second)


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory, copy_to: Copy) -> tuple[Run, Run]:
    """Both runs, made once even where pytest-xdist spreads the tests over several processes."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "end_to_end"
    done = folder / "runs.json"
    try:
        folder.mkdir()
    except FileExistsError:
        limit = time.monotonic() + 300
        while not done.exists() and time.monotonic() < limit:
            time.sleep(0.2)
    else:
        made = [{**vars(one), "folder": str(one.folder)} for one in run_twice(folder, copy_to)]
        done.with_suffix(".new").write_text(json.dumps(made), encoding="utf-8")
        done.with_suffix(".new").replace(done)
    first, second = json.loads(done.read_text(encoding="utf-8"))
    return tuple(Run(**{**one, "folder": Path(one["folder"])}) for one in (first, second))  # type: ignore[return-value]


def executed(one: Run) -> list[Path]:
    return sorted((one.folder / "paper" / "build" / "notebooks").rglob("*.ipynb"))


# All notebooks of a district, then the one over all districts


def test_all_notebooks_run_and_each_tells_that_it_did(runs: tuple[Run, Run]) -> None:
    for one in runs:
        assert one.status == 0, one.err
        told = [re.sub(r" \d+\.\d s$", "", line) for line in one.out.splitlines()]
        count = len(run.OF_A_DISTRICT)
        expected = [f"[{FICTITIOUS} {number}/{count}] {name}" for number, name in enumerate(run.OF_A_DISTRICT, start=1)]
        assert told == [*expected, f"[across 1/1] {run.ACROSS[0]}"]
        assert one.err == ""


def test_every_table_stands_as_data_and_in_both_languages_with_its_caption(runs: tuple[Run, Run]) -> None:
    folder = runs[0].folder / "paper" / "tables"
    for group, names in TABLES.items():
        found = sorted(path.name for path in (folder / group).iterdir())
        tables = [f"{name}{end}" for name in names for end in (".csv", ".en.csv", ".id.csv", ".json")]
        assert found == sorted([*tables, *(f"{name}.csv" for name in DATA[group])])
        for name in names:
            caption = json.loads((folder / group / f"{name}.json").read_text(encoding="utf-8"))
            assert caption["title"]["id"] and caption["title"]["en"]
            assert caption["source"]["en"].startswith(("Source: ", "Kabupaten", "Lampung")), caption["source"]


def test_every_figure_stands_in_both_languages_and_three_formats_with_words_for_the_blind(
    runs: tuple[Run, Run],
) -> None:
    folder = runs[0].folder / "paper" / "figures"
    begins = {"svg": b"<?xml", "pdf": b"%PDF-", "png": b"\x89PNG"}
    for group, names in FIGURES.items():
        found = sorted(path.name for path in (folder / group).iterdir())
        pictures = [f"{name}.{language}.{kind}" for name in names for language in ("en", "id") for kind in begins]
        assert found == sorted([*pictures, *(f"{name}.json" for name in names)])
        for picture in pictures:
            assert (folder / group / picture).read_bytes().startswith(begins[picture.rsplit(".", 1)[1]]), picture
        for name in names:
            caption = json.loads((folder / group / f"{name}.json").read_text(encoding="utf-8"))
            for language in ("id", "en"):
                assert all(caption[part][language] for part in ("title", "source", "alt")), name


def test_numbers_are_those_of_the_data(runs: tuple[Run, Run]) -> None:
    folder = runs[0].folder
    numbers = json.loads((folder / "paper" / "numbers" / f"{FICTITIOUS}.json").read_text(encoding="utf-8"))
    coded = folder / "data" / "coded" / FICTITIOUS
    assert numbers["transcripts"]["value"] == len(list((coded / "text").glob("*.txt"))) == 4
    assert numbers["words"]["value"] == sum(len(path.read_text("utf-8").split()) for path in coded.glob("text/*.txt"))
    assert numbers["codings_by_coders"]["value"] == 0 < numbers["codings"]["value"]
    across = json.loads((folder / "paper" / "numbers" / "across.json").read_text(encoding="utf-8"))
    assert across["districts"]["value"] == 2


def test_coded_data_built_from_nothing_are_the_shipped_ones(runs: tuple[Run, Run], hash_tree: Hash) -> None:
    for one in runs:
        assert hash_tree(one.folder / "data") == {
            name: sha for name, sha in hash_tree(ROOT / "data").items() if not Path(name).name.startswith((".", "~$"))
        }


def test_a_second_run_gives_the_same_bytes_and_leaves_nothing_of_an_earlier_one(
    runs: tuple[Run, Run], hash_tree: Hash
) -> None:
    first, second = (hash_tree(one.folder / "paper") for one in runs)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    kinds = {Path(name).suffix for name in first}
    assert {".svg", ".pdf", ".png", ".csv", ".json", ".ipynb"} <= kinds


def test_executed_notebooks_are_whole_and_without_errors(runs: tuple[Run, Run]) -> None:
    names = [path.relative_to(runs[0].folder / "paper/build/notebooks").as_posix() for path in executed(runs[0])]
    assert names == [f"across/{run.ACROSS[0]}.ipynb", *(f"{FICTITIOUS}/{name}.ipynb" for name in run.OF_A_DISTRICT)]
    for path in executed(runs[0]):
        cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
        assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1)), path.name
        outputs = [output for cell in cells for output in cell["outputs"]]
        assert outputs, path.name
        assert "error" not in {output["output_type"] for output in outputs}, path.name
        printed = ["".join(output["text"]) for output in outputs if output["output_type"] == "stream"]
        assert printed == [], f"{path.name} prints or warns: {printed}"


def test_executed_notebooks_name_no_folder_of_the_machine_and_no_time(runs: tuple[Run, Run]) -> None:
    for one in runs:
        for path in executed(one):
            text = path.read_text(encoding="utf-8")
            for folder in (one.folder.parent, ROOT, Path(sys.prefix), Path.home()):
                assert f"{folder}/" not in text and f"{folder}\\" not in text, f"{path.name} names {folder}"
            notebook = json.loads(text)
            metadata = json.dumps([notebook["metadata"], *(cell["metadata"] for cell in notebook["cells"])])
            assert not re.search(r"papermill|start_time|end_time|duration|iopub|\d{4}-\d\d-\d\dT", metadata), path.name
            assert not re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\d", text), path.name


# When a notebook fails


def inject(path: Path, source: str, behind: int) -> int:
    """Put a code cell into a notebook behind its n-th cell; the number of the new cell, counted from 1."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "broken",
        "metadata": {},
        "outputs": [],
        "source": source,
    }
    notebook["cells"].insert(behind, cell)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return behind + 1


def test_a_failing_cell_stops_the_run_and_is_named_with_its_notebook_and_error(small_compendium: Path) -> None:
    source = small_compendium / "notebooks" / "01_transcripts.ipynb"
    number = inject(source, "# a slip\nshare = 1/0\n", behind=2)
    one = finished(small_compendium, started(small_compendium, FICTITIOUS))
    assert one.status == 1
    message = one.err.strip()
    assert message.startswith("notebooks/01_transcripts.ipynb: cell ")
    assert "ZeroDivisionError: division by zero" in message
    assert "'share = 1/0'" in message
    assert "Traceback" not in message and "\n" not in message
    assert str(small_compendium) not in message
    assert re.findall(r"cell (\d+) failed", message) == [str(number)]
    assert not (small_compendium / "paper/build/notebooks" / FICTITIOUS / "02_coding.ipynb").exists()
    assert "02_coding" not in one.out


def test_a_parameter_that_a_notebook_does_not_know_is_an_error(compendium: Path, hash_tree: Hash) -> None:
    before = hash_tree(compendium)
    source = compendium / "notebooks" / "02_coding.ipynb"
    with pytest.raises(run.NotebookError, match="knows no parameter 'districk'") as raised:
        run.execute(source, compendium / "paper/build/02.ipynb", {"districk": MAIN, "language": "en"})
    assert str(raised.value).startswith("notebooks/02_coding.ipynb: ")
    assert hash_tree(compendium) == before


def test_a_notebook_that_is_missing_is_named(small_compendium: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small_compendium / "notebooks" / "01_transcripts.ipynb").unlink()
    assert run.main([FICTITIOUS]) == 1
    assert capsys.readouterr().err.startswith("notebooks/01_transcripts.ipynb: there is no such notebook")


# From one decision to the text of the paper


def with_results(compendium: Path) -> Path:
    """Put the shipped tables, numbers and figures into a copy."""
    for name in ("tables", "numbers", "figures"):
        left_out = shutil.ignore_patterns(".*", "*.png", "*.pdf")
        shutil.copytree(ROOT / "paper" / name, compendium / "paper" / name, ignore=left_out)
    return compendium


def steps() -> dict[tuple[str, str], Any]:
    """What the notebooks compute of codings for the paper's text, but for figures. Returns the cells."""
    study = pipeline.write_codings(MAIN)
    tables.review(study)
    reliability.table(study)
    missed.table(study, missed.estimate(study))
    cells = results.cells(study)
    results.matrix(study, cells, results.subtotals(study))
    results.quotes(study, cells)
    robustness.table(study, cells)
    directory = stakeholders.load(MAIN)
    told = network.tellings(study.codings, study.segments, directory)
    ties = network.tied(told)
    measured = measures.measures(told, study.people, list(directory.stakeholders))
    network_tables.ties(study, ties)
    network_tables.pairs_of(study, ties)
    positions.centrality(study, ties, measured)
    positions.places(study, ties, measured)
    stated, inconsistencies = claims_file.load(paths.claims(MAIN))
    replication.table(study, replication.tests(study, stated), inconsistencies)
    return cells


def rendered(language: str) -> list[str]:
    source = paths.paper() / f"paper.{language}.md"
    text = paper.render(source.read_text(encoding="utf-8"), paper.Materials(MAIN, language, "html"), source.name)
    return text.splitlines()


def flip(log: Path, coding: dict[str, str]) -> None:
    """Turn the status of the line that made a coding into its opposite."""
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    mine = [
        line
        for line in lines
        if (line["transcript"], str(line["indicator"])) == (coding["transcript"], coding["indicator"])
        and line["start"] <= int(coding["start"]) < int(coding["end"]) <= line["end"]
    ]
    assert len(mine) == 1
    mine[0]["status"] = "absent" if mine[0]["status"] == "present" else "present"
    log.write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8", newline="\n"
    )


def test_one_changed_decision_changes_the_text_of_the_paper_and_nothing_else_does(compendium: Path) -> None:
    with_results(compendium)
    shipped = {language: rendered(language) for language in labels.LANGUAGES}
    before = steps()
    for language in labels.LANGUAGES:
        assert rendered(language) == shipped[language], "the shipped tables are not those of the decisions: run make"

    log = compendium / "data" / "coded" / MAIN / "decisions" / "demo-a.jsonl"
    thin = [
        (cell.segments, key)
        for key, cell in before.items()
        if any("demo-a" in quote["coders"] for quote in cell.quotes)
    ]
    stakeholder, indicator = min(thin)[1]
    quotes = before[stakeholder, indicator].quotes
    flip(log, next(quote for quote in quotes if "demo-a" in quote["coders"]))
    after = steps()
    assert [key for key in after if after[key].status != before[key].status] == [(stakeholder, indicator)]

    for language in labels.LANGUAGES:
        changed = rendered(language)
        gone, new = set(shipped[language]) - set(changed), set(changed) - set(shipped[language])
        short = paper.escape(stakeholders.load(MAIN).stakeholders[stakeholder].short[language])
        word = labels.STATUS[after[stakeholder, indicator].status][language]
        assert any(line.startswith(f"| {short} |") for line in gone)
        assert any(line.startswith(f"| {short} |") and word in line for line in new)
        assert len(new) < len(changed) / 4


def test_the_paper_stops_at_a_number_that_no_notebook_has_written(compendium: Path) -> None:
    with_results(compendium)
    numbers = compendium / "paper" / "numbers" / f"{MAIN}.json"
    known = json.loads(numbers.read_text(encoding="utf-8"))
    del known["kappa_any"]
    numbers.write_text(json.dumps(known), encoding="utf-8")
    with pytest.raises(paper.PaperError, match="no notebook has written the number 'kappa_any'"):
        rendered("en")

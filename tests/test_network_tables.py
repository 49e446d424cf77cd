"""The network's tables, figures and numbers for whole districts, and for poor ones."""

import csv
import json

import pytest

from coding import paths, pipeline
from coding.districts import stakeholders
from coding.network import measures, plates, positions, tables, ties
from coding.reporting import outputs

MAIN, FICTITIOUS = "lampung-timur", "contoh-kabupaten"


def write_all(study):
    """What notebook 06 writes. Returns the ties."""
    directory = stakeholders.load(study.name)
    told = ties.tellings(study.codings, study.segments, directory)
    found = ties.tied(told)
    measured = measures.measures(told, study.people, list(directory.stakeholders))
    tables.ties(study, found)
    tables.quotes(study, found)
    tables.pairs_of(study, found)
    positions.centrality(study, found, measured)
    positions.places(study, found, measured)
    plates.network(study, found)
    plates.matrix(study, found)
    return found


def table(district, name):
    with (paths.tables(district) / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(district, name):
    return json.loads(paths.numbers(district).read_text(encoding="utf-8"))[name]["value"]


@pytest.fixture(scope="module", params=[MAIN, FICTITIOUS])
def written(request, tmp_path_factory, copy_to):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODING_ROOT", str(copy_to(tmp_path_factory.mktemp("network") / "salinan")))
        study = pipeline.Study(request.param)
        yield study, write_all(study)


@pytest.fixture
def drawn(monkeypatch):
    """Names of the figures drawn, in place of their files."""
    names = []

    def draw(district, name, figures, caption):
        for language, figure in figures.items():
            figure.draw_without_rendering()
            assert caption.alt[language] and any(axes.texts for axes in figure.axes)
        names.append(name)

    monkeypatch.setattr(outputs, "write_figure", draw)
    return names


def test_every_edge_stands_with_all_its_quotes(written):
    study, found = written
    rows = table(study.name, "ties_quotes.csv")
    assert len(rows) == sum(tie.codings for tie in found) > 0
    codings = {coding["coding"]: coding for coding in study.codings}
    directory = stakeholders.load(study.name)
    texts = {segment["segment"]: segment["text"] for segment in study.segments}
    for row in rows:
        coding = codings[row["coding"]]
        assert (row["status"], row["made"], row["source"]) == (
            coding["status"],
            coding["source"],
            coding["stakeholder"],
        )
        assert row["target"] in directory.mentions(texts[row["segment"]])
        assert row["quote"].lstrip("'") == coding["quote"].lstrip("'")
        assert not (row["status"] == "absent" and (row["channels"] or row["initiative"]))


def test_numbers_are_those_of_the_tables(written):
    study, found = written
    assert number(study.name, "ties_told") == ties.graph(found).number_of_edges()
    kinds = [row["kind"] for row in table(study.name, "ties_pairs.csv")]
    assert number(study.name, "pairs_mutual") == kinds.count("mutual")
    assert number(study.name, "pairs_contradicted") == kinds.count("contradicted")
    for row in table(study.name, "centrality.csv"):
        if row["rank"]:
            for end in ("", "_low", "_high"):
                assert float(row[f"named_by{end}"]) == number(study.name, f"named_by_{row['stakeholder']}{end}")
    steps = number(study.name, "initiative_named") + number(study.name, "initiative_teller")
    assert 0 < number(study.name, "initiative_known") <= steps
    by = {key: number(study.name, key) for key in json.loads(paths.numbers(study.name).read_text("utf-8"))}
    assert sum(n for key, n in by.items() if key.startswith(("initiative_by_", "initiative_own_"))) == steps


def test_captions_say_what_a_machine_read_and_what_the_data_are(written):
    study, _ = written
    captions = [paths.tables(study.name) / f"{name}.json" for name in ("ties", "ties_quotes", "ties_pairs")]
    captions += [paths.figures(study.name) / f"{name}.json" for name in ("network", "network_matrix")]
    for path in captions:
        caption = json.loads(path.read_text(encoding="utf-8"))
        assert "dibaca mesin" in caption["note"]["id"] and "read by machine" in caption["note"]["en"]
        assert "rekonstruksi" in caption["source"]["id"] and "reconstruct" in caption["source"]["en"]


def test_who_was_not_heard_has_a_dash_where_it_could_not_tell(written):
    study, _ = written
    directory = stakeholders.load(study.name)
    heard = {directory.stakeholders[key].short["en"] for key in measures.heard(study.people, directory.stakeholders)}
    rows = table(study.name, "centrality.en.csv")
    assert {row["Stakeholder"] for row in rows if row["Names"] == row["Rank"] == "–"} == {
        row["Stakeholder"] for row in rows
    } - heard
    assert len(rows) > len(heard)


def test_only_a_district_with_a_reading_is_compared(written):
    study, _ = written
    assert (paths.tables(study.name) / "places.csv").exists() == (study.name == MAIN)
    if study.name == MAIN:
        rows = table(MAIN, "places.csv")
        assert {row["verdict"] for row in rows} <= {"agrees", "differs", "open"}
        assert "leading" in json.loads((paths.tables(MAIN) / "places.json").read_text("utf-8"))["note"]["en"]


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(lambda codings: [], id="no coding"),
        pytest.param(lambda codings: codings[:1], id="one coding"),
        pytest.param(lambda codings: [{**one, "stakeholder": "siapa"} for one in codings], id="unknown stakeholders"),
        pytest.param(lambda codings: [{**one, "stakeholder": "desa"} for one in codings], id="one stakeholder"),
        pytest.param(lambda codings: [{**one, "status": "absent"} for one in codings], id="all denied"),
        pytest.param(lambda codings: [{**one, "status": "unclear"} for one in codings], id="all unclear"),
    ],
)
def test_poor_districts_have_their_tables_and_figures_too(small_compendium, drawn, kept):
    study = pipeline.Study(FICTITIOUS)
    study.__dict__["codings"] = kept(study.codings)
    write_all(study)
    for name in ("ties", "ties_quotes", "ties_pairs", "centrality"):
        assert (paths.tables(FICTITIOUS) / f"{name}.id.csv").exists()
    assert drawn == ["network", "network_matrix"]


def test_nobody_heard_is_no_fault(small_compendium, drawn):
    study = pipeline.Study(FICTITIOUS)
    study.__dict__["people"] = []
    write_all(study)
    assert number(FICTITIOUS, "pairs_heard") == 0 and number(FICTITIOUS, "density") is None


def test_what_looks_like_a_formula_is_no_formula_in_the_quotes(small_compendium, drawn):
    study = pipeline.Study(FICTITIOUS)
    study.__dict__["codings"] = [{**one, "quote": "=1+1"} for one in study.codings]
    write_all(study)
    assert {row["quote"] for row in table(FICTITIOUS, "ties_quotes.csv")} == {"'=1+1"}


def test_who_may_not_be_quoted_is_counted_but_not_quoted(small_compendium, drawn):
    study = pipeline.Study(FICTITIOUS)
    study.__dict__["people"] = [
        {**one, "consent": "internal" if one["participant"] == "CLS1" else one["consent"]} for one in study.people
    ]
    found = write_all(study)
    rows = table(FICTITIOUS, "ties_quotes.csv")
    assert len(rows) == sum(tie.codings for tie in found)
    assert {row["speaker"] for row in rows if not row["quote"]} == {"CLS1"}
    assert all(row["quote"] for row in rows if row["transcript"] != "CLS1")

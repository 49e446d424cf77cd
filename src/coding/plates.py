"""The figures of the study: each function draws one in both languages, and writes it with caption and alt text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from coding import (
    charts,
    diagrams,
    findings,
    labels,
    outputs,
    paths,
    provenance,
    stakeholders,
)
from coding.files import read_table
from coding.labels import Text, text
from coding.outputs import Caption
from coding.pipeline import Study

Cells = Mapping[tuple[str, str], findings.Cell]


def _source(study: Study) -> Text:
    return provenance.of_codings(study.codings, study.transcripts, study.coders)


def matrix(study: Study, cells: Cells) -> None:
    """The coordination matrix as a picture."""
    directory = stakeholders.load(study.name)
    counted = Counter(cell.status for cell in cells.values())
    alt = {
        language: labels.text(
            "Matriks pemangku kepentingan dan tujuh indikator. Jumlah sel: ",
            "Matrix of stakeholders and seven indicators. Numbers of cells: ",
        )[language]
        + ", ".join(f"{labels.STATUS[s][language]} {counted[s]}" for s in findings.CELL_STATUSES)
        + "."
        for language in labels.LANGUAGES
    }
    drawn = {
        language: charts.matrix(cells, directory, study.codebook.indicators, language) for language in labels.LANGUAGES
    }
    title = text(
        f"Matriks koordinasi, {study.district.title['id']}.",
        f"Coordination matrix, {study.district.title['en']}.",
    )
    note = text(
        "Lingkaran penuh: ada; separuh: sebagian; kosong: tidak ada; silang: campuran. Ukuran lingkaran dan angka: jumlah "
        "segmen; †: hanya satu informan.",
        "Full circle: present; half: partial; empty: absent; crossed: mixed. Size of a circle and number: segments; "
        "†: one informant only.",
    )
    outputs.write_figure(study.name, "matrix", drawn, Caption(title, _source(study), alt, note))


def returns(district: str) -> None:
    """Figure 1 of the article, from what public sources give: two series that cannot be joined, gaps left open."""
    rows = read_table(paths.reference("returns.csv"), "returns")
    names = {
        "returns_total": text("semua pintu kedatangan", "all points of arrival"),
        "returns_selapajang": text("hanya terminal Selapajang", "Selapajang terminal only"),
    }
    drawn = {language: charts.series(rows, names, range(2006, 2015), language) for language in labels.LANGUAGES}
    caption = Caption(
        text("TKI yang pulang per tahun, 2006–2014.", "Migrant workers returning per year, 2006 to 2014."),
        text(
            "Sumber: BNP2TKI, dikutip Antara Jatim (semua pintu) dan SBMI Sumbawa (Selapajang); rincian di "
            "data/reference/returns.csv.",
            "Source: BNP2TKI, quoted by Antara Jatim (all points) and SBMI Sumbawa (Selapajang); details in "
            "data/reference/returns.csv.",
        ),
        text(
            "Dua deret. Semua pintu kedatangan turun dari 539 ribu pada 2010 ke 260 ribu pada 2013; Selapajang "
            "berkisar 291 sampai 354 ribu pada 2006–2011. Tanda kosong: sebagian tahun.",
            "Two series. All points of arrival fall from 539 thousand in 2010 to 260 thousand in 2013; Selapajang "
            "ranges from 291 to 354 thousand in 2006 to 2011. Open signs: part of a year.",
        ),
        text(
            "Kedua deret tidak dapat disambung. Sejak 2012 TKI boleh pulang sendiri, sehingga penurunan setelahnya "
            "setidaknya sebagian akibat pencatatan. Tahun tanpa data dibiarkan kosong.",
            "The two series cannot be joined. Since 2012 returnees may travel home on their own, so the fall after "
            "it is at least partly an effect of counting. Gaps are left as gaps.",
        ),
    )
    outputs.write_figure(district, "returns", drawn, caption)


def empowerment(district: str) -> None:
    """Figure 2 of the article, from what public sources give."""
    rows = read_table(paths.reference("empowerment.csv"), "empowerment")
    drawn = {language: charts.empowerment(rows, language) for language in labels.LANGUAGES}
    caption = Caption(
        text("Pemberdayaan purna TKI secara nasional.", "Empowerment of returnees, national."),
        text(
            "Sumber: LAKIP BNP2TKI 2016; Bisnis.com 28 Maret 2013; Antara dan Tribunnews 2015; rincian di "
            "data/reference/empowerment.csv.",
            "Source: LAKIP BNP2TKI 2016; Bisnis.com 28 March 2013; Antara and Tribunnews 2015; details in "
            "data/reference/empowerment.csv.",
        ),
        text(
            "Batang untuk 2015 (15.000 dilatih, 6.047 menjadi wirausaha) dan 2016 (1.475 dan 930). Untuk 2010–2014 "
            "hanya angka kumulatif dan target, sebagai teks.",
            "Bars for 2015 (15,000 trained, 6,047 became entrepreneurs) and 2016 (1,475 and 930). For 2010 to 2014 "
            "only a cumulative figure and a target, as text.",
        ),
        text(
            "Garis hitam: target; untuk 2015 sumber berbeda, untuk 2016 target setelah pemotongan anggaran.",
            "Black lines: targets; sources differ for 2015, and the target of 2016 is the one after the budget cut.",
        ),
    )
    outputs.write_figure(district, "empowerment", drawn, caption)


def models(district: str) -> None:
    """Figures 3 and 4 of the article, drawn anew."""
    drawn = {language: diagrams.remittances(language) for language in labels.LANGUAGES}
    caption = Caption(
        text("Akibat ekonomi dan sosial remitansi menurut jangka waktunya.",
             "Economic and social effects of remittances by their horizon."),
        text("Sumber: digambar ulang dari uraian menurut Barai.", "Source: drawn anew from the description after Barai."),
        text(
            "Remitansi mengalir ke konsumsi, ke tabungan dan investasi, dan ke investasi bersama; ketiganya lewat "
            "permintaan, produksi dan modal sosial menuju lapangan kerja, pendapatan dan pertumbuhan.",
            "Remittances go to consumption, to saving and investment, and to joint investment; through demand, "
            "production and social capital they lead to jobs, income and growth.",
        ),
    )  # fmt: skip
    outputs.write_figure(district, "remittances", drawn, caption)
    drawn = {language: diagrams.network_model(language) for language in labels.LANGUAGES}
    caption = Caption(
        text("Model jaringan struktural organisasi kemanusiaan.",
             "A structural network model of humanitarian organisations."),
        text("Sumber: digambar ulang dari uraian menurut Stockton (2002), dalam Stephenson (2006).",
             "Source: drawn anew from the description after Stockton (2002), in Stephenson (2006)."),
        text(
            "Koordinasi berhasil lewat integrasi struktural berjenjang dan rentang wewenang yang luas, gagal karena "
            "tidak ada strategi dan tujuan bersama atau instrumen kebijakan yang lemah.",
            "Coordination works through hierarchical structural integration and a wide span of authority, and fails "
            "for want of common strategy and objectives or through weak policy instruments.",
        ),
    )  # fmt: skip
    outputs.write_figure(district, "network_model", drawn, caption)

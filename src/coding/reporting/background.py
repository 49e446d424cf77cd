"""The article's four figures redone: two series from public sources, gaps left open, and two models drawn anew."""

from __future__ import annotations

from coding import labels, paths
from coding.files import Row, read_table
from coding.labels import number, text
from coding.reporting import background_charts as charts
from coding.reporting import diagrams, outputs
from coding.reporting.outputs import Caption

RETURNED = range(2006, 2015)  # the years of the article's figure
EMPOWERED = (2015, 2016)


def returns(district: str) -> None:
    """Figure 1 of the article, from what public sources give: two series that cannot be joined, gaps left open."""
    rows = read_table(paths.reference("returns.csv"), "returns")
    total = charts.series(rows, "returns_total", text("semua pintu kedatangan", "all points of arrival"))
    terminal = charts.series(rows, "returns_selapajang", text("hanya terminal Selapajang", "Selapajang terminal only"))
    drawn = {language: charts.returns([total, terminal], RETURNED, language) for language in labels.LANGUAGES}
    caption = Caption(
        text("TKI yang pulang per tahun, 2006–2014.", "Migrant workers returning per year, 2006 to 2014."),
        text(
            "Sumber: BNP2TKI, dikutip Antara Jatim (semua pintu) dan SBMI Sumbawa (Selapajang); rincian di "
            "data/reference/returns.csv.",
            "Source: BNP2TKI, quoted by Antara Jatim (all points) and SBMI Sumbawa (Selapajang); details in "
            "data/reference/returns.csv.",
        ),
        {language: _returns_told(total, terminal, language) for language in labels.LANGUAGES},
        text(
            "Kedua deret tidak dapat disambung: yang satu mencatat semua pintu kedatangan, yang lain satu terminal saja. "
            "Penurunan sejak 2012 setidaknya sebagian akibat pencatatan. Tahun tanpa data dibiarkan kosong (arsir).",
            "The two series cannot be joined: one records all points of arrival, the other a single terminal. The fall "
            "since 2012 is at least partly an effect of counting. Years without data stay empty (hatched).",
        ),
    )
    outputs.write_figure(district, "returns", drawn, caption)


def _returns_told(total: charts.Series, terminal: charts.Series, language: str) -> str:
    """The two series in words, worked out from them."""
    first, last = min(total.full), max(total.full)
    low, high = min(terminal.full.values()), max(terminal.full.values())
    thousand = {name: number(value / 1000, 0, language) for name, value in
                {"first": total.full[first], "last": total.full[last], "low": low, "high": high}.items()}  # fmt: skip
    return text(
        f"Dua deret. Semua pintu kedatangan: {thousand['first']} ribu pada {first}, {thousand['last']} ribu pada {last}. "
        f"Selapajang: {thousand['low']} sampai {thousand['high']} ribu pada {min(terminal.full)}–{max(terminal.full)}. "
        "Tanda kosong: sebagian tahun; arsir: tanpa data.",
        f"Two series. All points of arrival: {thousand['first']} thousand in {first}, {thousand['last']} thousand in "
        f"{last}. Selapajang: {thousand['low']} to {thousand['high']} thousand in {min(terminal.full)} to "
        f"{max(terminal.full)}. Open signs: part of a year; hatched: no data.",
    )[language]


def empowerment(district: str) -> None:
    """Figure 2 of the article, from what public sources give."""
    rows = read_table(paths.reference("empowerment.csv"), "empowerment")
    drawn = {language: charts.empowerment(rows, EMPOWERED, language) for language in labels.LANGUAGES}
    caption = Caption(
        text("Pemberdayaan purna TKI secara nasional.", "Empowerment of returnees, national."),
        text(
            "Sumber: LAKIP BNP2TKI 2016; Bisnis.com 28 Maret 2013; Antara dan Tribunnews 2015; rincian di "
            "data/reference/empowerment.csv.",
            "Source: LAKIP BNP2TKI 2016; Bisnis.com 28 March 2013; Antara and Tribunnews 2015; details in "
            "data/reference/empowerment.csv.",
        ),
        {language: _empowerment_told(rows, language) for language in labels.LANGUAGES},
        text(
            "Dilatih: peserta edukasi keuangan dan kewirausahaan; wirausaha: yang kemudian berusaha, menurut laporan yang "
            "sama. Garis hitam: target; untuk 2015 sumbernya berbeda-beda, dan yang diumumkan sebagai rencana kemudian "
            "dilaporkan sebagai hasil; untuk 2016 target setelah pemotongan anggaran.",
            "Trained: participants of financial and entrepreneurship education; entrepreneurs: those who then set up, by "
            "the same report. Black lines: targets; sources differ for 2015, and what was announced as a plan was later "
            "reported as a result; that of 2016 is the one after the budget cut.",
        ),
    )
    outputs.write_figure(district, "empowerment", drawn, caption)


def _empowerment_told(rows: list[Row], language: str) -> str:
    value = {(row["series"], int(row["year"])): float(row["value"]) for row in rows if row["value"]}
    years = [
        text(
            f"{year}: {number(value['trained', year], 0, 'id')} dilatih, "
            f"{number(value['became_entrepreneurs', year], 0, 'id')} menjadi wirausaha.",
            f"{year}: {number(value['trained', year], 0, 'en')} trained, "
            f"{number(value['became_entrepreneurs', year], 0, 'en')} became entrepreneurs.",
        )[language]
        for year in EMPOWERED
    ]
    gap = text(
        "Untuk 2010–2014 hanya angka kumulatif dan target, sebagai teks.",
        "For 2010 to 2014 only a cumulative figure and a target, as text.",
    )
    return " ".join([*years, gap[language]])


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

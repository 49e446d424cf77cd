"""The evidence browser in a real browser: what a reader clicks, presses, searches and sends to others."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from lab import chromium, tool
from playwright.sync_api import Page, expect

from coding import labels, paths, pipeline
from coding.decisions import decision
from coding.districts import stakeholders
from coding.evidence_browser.__main__ import build
from coding.evidence_browser.content import words
from coding.findings import claims, results
from coding.network import ties as network
from coding.pipeline import Study
from coding.published import claims_file
from coding.spreadsheets import defuse

BROWSER = tool("browser").find()
if BROWSER is None and not os.environ.get("CODING_CI"):
    pytest.skip("NO BROWSER: the evidence browser is not tested in one; see make test", allow_module_level=True)

HERE, OTHER, OWN = "lampung-timur", "contoh-kabupaten", "uji"
SAY = words("id")
HOSTILE = '<script>window.hacked = 1</script> <img src=x onerror="window.hacked = 1"> </script> {n} $data'
FORMULA = '=HYPERLINK("http://x";"y")'
TALK = f"""P: Bagaimana rapatnya? Rahasia-tanya.

A1: Rapat dengan dinas belum pernah ada. Rahasia-satu.

A2: Rahasia-dua, rapat dengan dinas tidak pernah ada.

A3: {FORMULA} begitu. Rapat dengan BP3TKI ada terus 🧵, ada résumé-nya. {HOSTILE}
"""


def write_own_district(folder: Path) -> None:
    """A district whose participants agreed to different things, and one of whom dictates markup and formulas."""
    raw = folder / "data/raw" / OWN
    (raw / "fgd").mkdir(parents=True)
    settings = (folder / f"data/raw/{OTHER}/district.yml").read_text(encoding="utf-8")
    (raw / "district.yml").write_text(settings.replace("reconstructed: true", "reconstructed: false"), encoding="utf-8")
    (raw / "fgd/UJI1.txt").write_text(TALK, encoding="utf-8")
    people = [("A1", "quotes", "sebumi"), ("A2", "internal", "sebumi"), ("A3", "public", "returnees")]
    lines = [f'UJI1,{who},"Peran <b>{who}</b>",,{whom},ngo,fgd,2017-03-04,{what},' for who, what, whom in people]
    head = "transcript,participant,role,role_en,stakeholder,level,method,date,consent,note"
    lines.append("UJI1,P,Pewawancara,,,interviewer,fgd,2017-03-04,public,")
    (raw / "participants.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    pipeline.write_transcripts(OWN)
    study = pipeline.write_suggestions(OWN)
    (paths.coded(OWN) / "coders.csv").write_text("coder,kind,note\nani,human,\n", encoding="utf-8")
    made = []
    for speaker, status in (("A1", "absent"), ("A2", "absent"), ("A3", "present"), ("A3", "present")):
        rows = [row for row in study.segments if row["speaker"] == speaker]
        row = rows[min(len([one for one in made if one.coder == speaker]), len(rows) - 1)]
        row = next((one for one in rows if int(one["start"]) not in {each.start for each in made}), row)
        made.append(
            decision.decide(
                study.texts["UJI1"], study.hashes["UJI1"], "UJI1", "ani", f"2017-03-04T08:00:{len(made):02d}Z", "add",
                start=int(row["start"]), end=int(row["end"]), indicator="1", status=status, memo=f"{HOSTILE} Rahasia-memo",
            )
        )  # fmt: skip
    decision.append(paths.decisions(OWN) / "ani.jsonl", made)
    pipeline.write_codings(OWN)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, copy_to: Callable[..., Path]) -> Iterator[Path]:
    place = copy_to(tmp_path_factory.mktemp("bukti") / "kompendium uji")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODING_ROOT", str(place))
        write_own_district(place)
        build()
        yield place


@pytest.fixture(scope="module")
def study(folder: Path) -> Study:
    return Study(HERE)


@pytest.fixture(scope="module")
def window(folder: Path) -> Iterator[Page]:
    assert BROWSER is not None, "no browser was found: install chromium, or name one in CODING_BROWSER"
    with chromium(BROWSER) as page:
        yield page


Open = Callable[..., Page]


@pytest.fixture
def open_at(folder: Path, window: Page) -> Iterator[Open]:
    """Opens the file at an address; after the test, nothing was asked for and nothing complained."""
    asked: list[str] = []
    told: list[str] = []
    listeners: dict[str, Callable[[Any], None]] = {
        "request": lambda request: asked.append(request.url),
        "console": lambda message: told.append(message.text),
        "pageerror": lambda error: told.append(str(error)),
    }
    for event, listener in listeners.items():
        window.on(event, listener)  # type: ignore[call-overload]

    def go(address: str = "", language: str = "id") -> Page:
        window.goto("about:blank")
        window.goto((folder / f"paper/build/evidence.{language}.html").as_uri() + address)
        window.wait_for_selector("[data-ready]", state="attached")
        return window

    yield go
    for event, listener in listeners.items():
        window.remove_listener(event, listener)
    window.set_viewport_size({"width": 1500, "height": 1000})
    window.emulate_media(media="screen", color_scheme="light")
    assert told == []
    assert all(re.fullmatch(r"(about:blank|file://.*/evidence\.\w\w\.html.*|blob:.*)", url) for url in asked), asked
    assert window.evaluate("window.hacked") is None


def address(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.hash)"))


def listed(page: Page) -> list[str]:
    """All codings of the list, in its order."""
    while page.locator(".list .more:visible").count():
        page.locator(".list .more:visible").first.click()
    found: list[str] = page.locator(".quotes > li").evaluate_all("all => all.map((one) => one.dataset.coding)")
    return found


def count(page: Page) -> str:
    return page.locator(".shown").inner_text()


def shown(n: int, of: int) -> str:
    return SAY["shown_of"].replace("{n}", labels.number(n, 0, "id")).replace("{all}", labels.number(of, 0, "id"))


def codes(rows: Any) -> list[str]:
    return [row["coding"] for row in rows]


def test_a_cell_a_tie_and_a_claim_list_their_quotes(open_at: Open, study: Study) -> None:
    page = open_at()
    cell = results.cells(study)["sebumi", "1"]
    page.locator('[data-cell="sebumi.1"]').click()
    expect(page.locator(".list h2")).to_have_text(re.compile("^Sebumi × 1"))
    assert listed(page) == codes(cell.quotes) and count(page) == shown(len(cell.quotes), len(cell.quotes))
    assert page.locator('[data-cell="sebumi.1"]').get_attribute("aria-pressed") == "true"

    page.get_by_role("tab", name=SAY["network"]).click()
    ties = network.ties(study.codings, study.segments, stakeholders.load(HERE))
    tie = next(one for one in ties if (one.source, one.target) == ("returnees", "dinsosnakertrans"))
    page.locator('button[data-tie="returnees.dinsosnakertrans"]').click()
    expect(page.locator(".list h2")).to_contain_text("→")
    assert listed(page) == codes(tie.quotes)
    page.locator('.edge[data-tie="sebumi.bp3tki"] .reach').dispatch_event("click")
    assert address(page) == f"#tie={HERE}/sebumi.bp3tki"

    page.get_by_role("tab", name=SAY["claims"]).click()
    claim = next(one for one in claims_file.load(paths.claims(HERE))[0] if one.id == "C103")
    test = claims.test(claim, study.codings, study.speakers)
    page.locator('[data-claim="C103"]').click()
    expect(page.locator(".list h2")).to_contain_text(claim.text["id"])
    by_side = {
        side: [one for one in test.quotes if claims.sides(claim.status, {one["status"]: 1})[side]]
        for side in claims.SIDES
    }
    assert listed(page) == codes(one for side in by_side.values() for one in side)
    assert page.locator(".list h3").all_text_contents() == [
        f"{SAY[f'side_{side}']} ({len(quotes)})" for side, quotes in by_side.items() if quotes
    ]


def test_filters_leave_what_they_say_and_stand_in_the_address(open_at: Open, study: Study) -> None:
    page = open_at()
    for value in ("absent", "partial"):
        page.locator(f'[data-facet="status"][value="{value}"]').check()
    page.locator('[data-facet="method"][value="fgd"]').check()
    page.locator('[data-facet="indicator"][value="4"]').check()
    wanted = [
        one
        for one in study.codings
        if one["status"] in ("absent", "partial") and one["method"] == "fgd" and one["indicator"] == "4"
    ]
    assert count(page) == shown(len(wanted), len(study.codings)) and listed(page) == codes(wanted)
    # Each count tells what a click would leave.
    chip = page.locator("label", has=page.locator('[data-facet="indicator"][value="7"]'))
    others = sum(
        one["status"] in ("absent", "partial") and one["method"] == "fgd" and one["indicator"] == "7"
        for one in study.codings
    )
    assert chip.locator(".count").inner_text() == str(others)
    same = open_at(page.evaluate("location.hash"))
    assert count(same) == shown(len(wanted), len(study.codings))
    same.locator(".active button").first.click()
    assert "indicator" not in address(same)
    same.locator('[data-name="all"]').click()
    assert count(same) == shown(len(study.codings), len(study.codings))


def test_by_whom_it_was_coded_is_a_filter_and_machine_codings_say_so(open_at: Open) -> None:
    page = open_at(f"#district={OTHER}&source=human")
    assert count(page) == shown(0, len(Study(OTHER).codings))
    page.locator('[data-facet="source"][value="machine"]').check()
    first = page.locator(".quotes > li").first
    expect(first).to_contain_text(f"{SAY['made_machine']}: {SAY['unreviewed']}")
    first.locator("a").click()
    note = page.locator(".note")
    expect(note).to_contain_text(SAY["machine_note"])
    suggestion = next(one for one in Study(OTHER).suggestions if one["segment"] == "CDN1-0003")
    expect(note).to_contain_text(suggestion["keyword"])
    expect(note).to_contain_text(suggestion["reason_id"])
    expect(page.locator('.badge[aria-expanded="true"]')).to_contain_text(SAY["badge_machine"])


def test_search_finds_every_text_and_no_accent_or_capital_matters(open_at: Open, study: Study) -> None:
    page = open_at()
    page.locator("#search").fill("SANKSI")
    expect(page.locator(".hits")).to_be_visible()
    text = "".join(
        study.texts[name][turn.start : turn.end] for name, turns in study.turns.items() for turn in turns
    ).lower()
    quoted = [one for one in study.codings if "sanksi" in one["quote"].lower()]
    assert listed(page) == codes(quoted)
    marks = page.locator(".quotes mark, .hits mark")
    assert marks.count() >= text.count("sanksi") > len(quoted) > 0
    assert {one.lower() for one in marks.all_text_contents()} == {"sanksi"}
    page.locator(".hits a").first.click()
    expect(page.locator(".turn.here mark").first).to_be_in_viewport()
    page.go_back()
    assert "q=SANKSI" in address(page) and page.locator("#search").input_value() == "SANKSI"
    page = open_at(f"#district={OWN}&q=resume-nya")
    expect(page.locator(".quotes mark")).to_have_text("résumé-nya")
    page = open_at("#q=%5Btidak%20ada%5D(x")
    assert count(page) == shown(0, len(study.codings))


def test_a_quote_opens_in_its_place_and_one_comes_back_to_it(open_at: Open, study: Study) -> None:
    page = open_at("#cell=sebumi.1&district=" + HERE)
    quotes = results.cells(study)["sebumi", "1"].quotes
    page.locator(".quotes a").nth(1).click()
    badge = page.locator(".badge[aria-expanded=true]")
    expect(badge).to_be_focused()
    expect(badge).to_be_in_viewport()
    assert badge.get_attribute("data-badge") == quotes[1]["coding"]
    assert "".join(page.locator(".coded.current").all_text_contents()) == quotes[1]["quote"]
    note = page.locator(".note").inner_text()
    assert labels.STATUS[quotes[1]["status"]]["id"] in note and SAY["made_demonstration"] in note
    for coder in quotes[1]["coders"].split(";"):
        assert f"{coder} ({SAY['coder_demonstration']})" in note
    expect(page.locator(".banner")).to_contain_text(SAY["reconstruction"])
    expect(page.locator(".banner")).to_be_in_viewport()
    for n in (2, 3):
        page.locator('[data-name="after"]').click()
        expect(page.locator('[data-name="after"]')).to_be_focused()
        expect(page.locator(".badge[aria-expanded=true]")).to_have_attribute("data-badge", quotes[n]["coding"])
    page.keyboard.press("Escape")
    expect(page.locator(".list")).to_be_visible()
    expect(page.locator(f'[data-coding="{quotes[3]["coding"]}"] a')).to_be_focused()


def test_a_memo_and_a_suggestion_that_became_nothing_are_told(open_at: Open, study: Study) -> None:
    coding = next(one for one in study.codings if one["memo"])
    page = open_at(f"#coding={coding['coding']}")
    assert coding["memo"].split(": ", 1)[1].split(" | ")[0] in page.locator(".note").inner_text()
    badge = page.locator('.badge[data-kind="suggestion"]').first
    badge.click()
    expect(page.locator(".note.suggestion")).to_contain_text(SAY["suggestion_only"])
    expect(badge).to_be_focused()
    page.locator(".bar input").uncheck()
    expect(page.locator('.badge[data-kind="suggestion"]')).to_have_count(0)


def test_links_lead_where_they_say_and_a_stale_one_says_so(open_at: Open) -> None:
    for link in ("#coding=ANS1-0039-c4", f"#coding={HERE}/ANS1-0039-c4"):
        expect(open_at(link).locator(".note code").last).to_have_text("ANS1-0039-c4")
    expect(open_at("#claim=C101").get_by_role("tab", selected=True)).to_have_text(SAY["claims"])
    expect(open_at("#transcript=DSN1").locator(".reader h2")).to_contain_text("DSN1")
    for stale in (
        "#coding=ANS1-9999-c1",
        "#claim=C999",
        "#cell=x",
        "#transcript=../x",
        "#district=x",
        "#coding=%E0%A4%A",
    ):
        page = open_at(stale)
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.locator(".list h2")).to_have_text(SAY["all_quotes"])
    page = open_at("#cell=pemkab.1")
    expect(page.get_by_role("alert")).to_contain_text(SAY["stale_several"].split("{what}")[1][:20])
    page = open_at(f"#coding={OTHER}/x")
    expect(page.locator("#district")).to_have_value(OTHER)
    page.locator('[data-cell="pemkab.1"]').click()
    expect(page.get_by_role("alert")).to_be_hidden()


def test_the_back_button_goes_back_step_by_step(open_at: Open) -> None:
    page = open_at()
    page.locator('[data-cell="dprd.4"]').click()
    page.locator('[data-facet="status"][value="absent"]').check()
    filtered = count(page)
    page.locator(".quotes a").first.click()
    expect(page.locator(".reader")).to_be_visible()
    page.go_back()
    expect(page.locator(".list")).to_be_visible()
    assert count(page) == filtered
    page.go_back()
    expect(page.locator('[data-facet="status"][value="absent"]')).not_to_be_checked()
    page.go_back()
    expect(page.locator(".list h2")).to_have_text(SAY["all_quotes"])


def test_everything_is_reached_by_the_keyboard(open_at: Open) -> None:
    page = open_at(f"#district={HERE}")

    def focused() -> str:
        return str(page.evaluate("document.activeElement.dataset.cell ?? document.activeElement.id"))

    for _ in range(8):
        page.keyboard.press("Tab")
        if focused() == "pemkab.1":
            break
    for key, reached in (
        *(("ArrowRight", "pemkab.2"), ("ArrowDown", "dinsosnakertrans.2"), ("End", "dinsosnakertrans.7")),
        *(("Home", "dinsosnakertrans.1"), ("ArrowLeft", "dinsosnakertrans.1"), ("ArrowUp", "pemkab.1")),
    ):
        page.keyboard.press(key)
        assert focused() == reached
    page.keyboard.press("Tab")  # the grid is one stop
    assert page.evaluate("document.activeElement.closest('table')") is None
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".list h2")).to_be_focused()
    page.keyboard.press("Escape")
    assert focused() == "pemkab.1"
    page.keyboard.press("/")
    assert focused() == "search"
    page.keyboard.type("surat/")
    expect(page.locator("#search")).to_have_value("surat/")
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_have_value("")
    tab = page.get_by_role("tab", selected=True)
    tab.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name=SAY["network"])).to_be_focused()
    page.locator('button[data-tie][tabindex="0"]').focus()
    before = page.evaluate("document.activeElement.dataset.tie")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.tie") not in (None, before)


def test_nothing_is_lost_of_what_is_done_quickly(open_at: Open) -> None:
    page = open_at(f"#cell={HERE}/dprd.4")
    page.evaluate("""() => {
      for (const value of ["absent", "partial"]) document.querySelector(`[data-facet="status"][value="${value}"]`).click();
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
      const field = document.querySelector("#search");
      field.value = "surat";
      field.dispatchEvent(new Event("input"));
    }""")
    expect(page.locator(".hits")).to_be_visible()
    expect(page.locator("#search")).to_have_value("surat")
    assert address(page) == f"#district={HERE}&status=absent,partial&q=surat"


def test_what_is_not_released_is_not_there_and_is_counted(open_at: Open, folder: Path) -> None:
    for language in labels.LANGUAGES:
        html = (folder / f"paper/build/evidence.{language}.html").read_text(encoding="utf-8")
        assert "Rahasia" not in html and "belum pernah ada" in html
    page = open_at(f"#district={OWN}")
    assert SAY["withheld"].split("{n}")[1][:20] in count(page) and count(page).startswith(shown(3, 3))
    page.locator('[data-cell="sebumi.1"]').click()
    expect(page.locator(".quotes > li")).to_have_count(1)
    expect(page.locator(".list .legend")).to_contain_text("2")
    page.locator(".quotes a").click()
    gaps = page.locator(".gap").all_text_contents()
    assert gaps == [f"[{SAY['not_released']}]"] * 3  # the question, the rest of an answer, a whole answer
    assert SAY["not_released"] in page.locator(".note").inner_text()  # the memo may quote anybody
    expect(page.locator(".banner")).to_be_hidden()


def test_markup_and_formulas_of_others_are_shown_as_text(open_at: Open) -> None:
    page = open_at(f"#transcript={OWN}/UJI1")
    said = page.locator(".turn .said").last
    words = said.evaluate(
        "one => { for (const badge of one.querySelectorAll('.badge')) badge.remove(); return one.textContent; }"
    )
    assert HOSTILE in words and FORMULA in words
    expect(page.locator(".speaker").last).to_contain_text("Peran <b>A3</b>")
    assert page.locator(".reader script, .reader img, .reader b b").count() == 0
    page = open_at(f"#district={OWN}&stakeholder=returnees")
    with page.expect_download() as started:
        page.get_by_role("button", name=SAY["csv"]).click()
    content = Path(started.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    quotes = [one["quote"] for one in Study(OWN).codings if one["stakeholder"] == "returnees"]
    assert [row["quote"] for row in rows] == [defuse(quote) for quote in quotes]
    assert rows[0]["quote"].startswith("'=") and rows[0]["link"] == f"#coding={OWN}/{rows[0]['coding']}"


def test_quotes_and_links_are_copied_with_their_source(open_at: Open) -> None:
    page = open_at("#coding=ANS1-0039-c4")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=SAY["copy_quote"]).click()
    expect(page.locator(".told")).to_have_text(SAY["quote_copied"])
    expect(page.locator(".told")).to_be_in_viewport()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“Lha itu, orang balai yang nyari.” — ANS1, ")
    assert SAY["reconstructed"] in copied and copied.endswith(f"[{HERE}/ANS1-0039-c4]")
    page.locator(".note").get_by_role("button", name=SAY["copy_link"]).click()
    page.wait_for_timeout(100)
    assert page.evaluate("navigator.clipboard.readText()").endswith(f".html#coding={HERE}/ANS1-0039-c4")


def test_counts_are_announced(open_at: Open, study: Study) -> None:
    page = open_at()
    page.locator('[data-cell="dprd.4"]').click()
    n = len(results.cells(study)["dprd", "4"].quotes)
    expect(page.get_by_role("status").last).to_have_text(shown(n, n))


def test_a_narrow_window_is_as_usable(open_at: Open) -> None:
    page = open_at(f"#district={HERE}")
    page.set_viewport_size({"width": 400, "height": 800})
    for link in ("", "#view=network", "#claim=C101", "#coding=ANS1-0039-c4", "#q=rapat"):
        page = open_at(link)
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, link
    page = open_at()
    page.locator('[data-cell="pemkab.1"]').click()
    expect(page.locator(".list h2")).to_be_in_viewport()
    page.locator(".quotes a").first.click()
    expect(page.locator(".badge[aria-expanded=true]")).to_be_in_viewport()
    expect(page.locator(".banner b")).to_be_in_viewport()


def test_what_is_printed_is_the_matrix_and_the_whole_list(open_at: Open) -> None:
    page = open_at(f"#district={HERE}&status=absent&view=claims")
    quotes = sum(one["status"] == "absent" for one in Study(HERE).codings)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#panel-matrix")).to_be_visible()
    expect(page.locator("#panel-claims")).to_be_hidden()
    expect(page.locator(".filters")).to_be_hidden()
    assert page.locator(".quotes > li").count() == quotes > 100
    expect(page.locator(".quote .printed").first).to_have_text(re.compile(f"^#coding={HERE}/"))


def test_both_languages_say_the_same_and_lead_to_each_other(open_at: Open) -> None:
    page = open_at("#cell=lampung-timur/dprd.4&status=absent", "en")
    english = page.locator(".quotes > li").count()
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator('a[hreflang="id"]').click()
    page.wait_for_selector("[data-ready]", state="attached")
    assert page.url.endswith(".id.html#cell=lampung-timur/dprd.4&status=absent")
    assert page.locator(".quotes > li").count() == english > 0
    expect(page.locator("h1")).to_have_text(SAY["title"])


VIEWS = (
    "#cell=lampung-timur/sebumi.1&status=partial",
    "#tie=lampung-timur/returnees.dinsosnakertrans",
    "#claim=lampung-timur/C101",
    f"#transcript={OWN}/UJI1&view=transcripts",
    "#coding=contoh-kabupaten/CDN1-0003-c2&q=dinas",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_at: Open, window: Page, scheme: Any) -> None:
    window.emulate_media(color_scheme=scheme)
    window.set_viewport_size({"width": 1500, "height": 1600})
    for view, language in zip(VIEWS, ("id", "en", "id", "en", "id"), strict=True):
        assert violations(open_at(view, language)) == [], (view, scheme)

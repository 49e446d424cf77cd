"""The review in a real JupyterLab, driven by a real browser: what a coder presses, sees, and finds on the disk."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import Lab, chromium, tool
from playwright.sync_api import Page, expect

BROWSER = tool("browser").find()
if BROWSER is None and not os.environ.get("CODING_CI"):
    pytest.skip("NO BROWSER: the review is not tested in a real JupyterLab; see make test", allow_module_level=True)

DISTRICT = "uji"
HOSTILE = '<script>window.hacked = 1</script> <img src=x onerror="window.hacked = 1"> =HYPERLINK("http://x")'
FIRST = f"""P: Bagaimana koordinasi dengan dinas, Bu? <b>tebal</b>

UJI1: Rapat belum pernah ada. Surat undangan juga tidak pernah datang. 👩🏽‍🌾🧵 Kami petani, ya begitu saja.

P: Informasinya dari mana?

UJI1: Informasi dari grup WhatsApp dengan dinas, sudah ada sejak tahun lalu. Kadang cepat, kadang tidak. {HOSTILE}

P: Ada kesepakatan tertulis?

UJI1: Belum ada MoU dengan dinas. Kami hanya sepakat secara lisan. Tidak ada sanksi kalau tidak datang.

P: Terima kasih.

UJI1: Sama-sama. Nanti mampir lagi ke rumah. Cuaca sedang panas sekali.
"""
SECOND = """P: Pernah diundang rapat?

UJI2: Pernah diundang rapat sekali, di kantor dinas. Sesudah itu tidak ada kabar lagi.

P: Ada jadwalnya?

UJI2: Tidak ada jadwal tetap. Harga jagung turun terus tahun ini.
"""

Log = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory, copy_to: Callable[..., Path]) -> Iterator[Lab]:
    assert BROWSER is not None, "no browser was found: install chromium, or name one in CODING_BROWSER"
    folder = copy_to(tmp_path_factory.mktemp("lab") / "kompendium uji", "contoh-kabupaten")
    raw = folder / "data" / "raw" / DISTRICT
    (raw / "interviews").mkdir(parents=True)
    settings = (folder / "data/raw/contoh-kabupaten/district.yml").read_text(encoding="utf-8")
    (raw / "district.yml").write_text(settings, encoding="utf-8")
    (raw / "interviews" / "UJI1.txt").write_text(FIRST, encoding="utf-8")
    (raw / "interviews" / "UJI2.txt").write_text(SECOND, encoding="utf-8")
    header = "transcript,participant,role,role_en,stakeholder,level,method,date,consent,note\n"
    people = "".join(
        f'{name},{name},"Petani <i>uji</i>",Farmer,returnees,returnee,interview,2017-03-04,public,uji\n'
        f"{name},P,Pewawancara,Interviewer,,interviewer,interview,2017-03-04,public,uji\n"
        for name in ("UJI1", "UJI2")
    )
    (raw / "participants.csv").write_text(header + people, encoding="utf-8")
    with Lab(folder, REVIEW_DISTRICT=DISTRICT, REVIEW_CODER="ani", CODING_BUILD="") as running:
        yield running


@pytest.fixture
def page(lab: Lab) -> Iterator[Page]:
    with chromium(str(BROWSER)) as page:
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []
        for still_open in page.context.pages:
            assert still_open.evaluate("window.hacked") is None
    lab.shut_down_kernels()


@pytest.fixture
def log(lab: Lab) -> Log:
    def read(coder: str) -> list[dict[str, Any]]:
        path = lab.folder / "data" / "coded" / DISTRICT / "decisions" / f"{coder}.jsonl"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []

    return read


def notebook(lab: Lab, name: str, call: str) -> str:
    """A notebook of one cell."""
    cell = {"cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": [],
            "source": f"from coding.review import review\n\n{call}"}  # fmt: skip
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    content = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (lab.folder / "notebooks" / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    return f"notebooks/{name}.ipynb"


def begin(lab: Lab, page: Page, name: str, call: str) -> None:
    lab.open(page, notebook(lab, name, call))
    shown(page)


def shown(page: Page) -> None:
    page.wait_for_selector(".cr-segment", timeout=60_000)
    page.wait_for_function("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")
    page.locator(".cr-root").focus()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
    saved(page)


def saved(page: Page) -> None:
    expect(page.locator(".cr-saved")).to_have_attribute("data-state", "saved", timeout=15_000)


def mark(page: Page, words: str) -> None:
    """Mark words of the transcript with the mouse, as a coder does: press, drag, let go."""
    box = page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector('.cr-text'), NodeFilter.SHOW_TEXT);
          const [first, last] = [words.split('…')[0], words.split('…').at(-1)];
          const range = document.createRange();
          let begun = false;
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (!begun && node.data.includes(first)) { range.setStart(node, node.data.indexOf(first)); begun = true; }
            if (begun && node.data.includes(last)) { range.setEnd(node, node.data.indexOf(last) + last.length); break; }
          }
          range.startContainer.parentElement.scrollIntoView({ block: 'center' });
          const lines = [...range.getClientRects()].filter((rect) => rect.width > 0);
          const [begin, end] = [lines[0], lines.at(-1)];
          return [begin.left, begin.top + begin.height / 2, end.right, end.top + end.height / 2];
        }""",
        words,
    )
    page.mouse.move(box[0] + 0.5, box[1])
    page.mouse.down()
    page.mouse.move((box[0] + box[2]) / 2, box[3], steps=3)
    page.mouse.move(box[2] - 0.5, box[3], steps=3)
    page.mouse.up()


def card(page: Page) -> str:
    return page.locator(".cr-card").inner_text()


def told(line: dict[str, Any]) -> tuple[Any, ...]:
    return line["action"], line["indicator"], line["status"], line["quote"]


def test_a_coder_reviews_a_transcript_key_by_key(lab: Lab, page: Page, log: Log) -> None:
    lab.open(page, "notebooks/03_review.ipynb")
    shown(page)
    cells = page.locator(".jp-Notebook-cell").count()
    # What the transcript holds is shown as text, never as HTML.
    assert HOSTILE in "".join(page.locator("[data-at]").all_text_contents())
    assert page.locator(".cr-text script, .cr-text img, .cr-text b b, .cr-text i").count() == 0
    assert "Petani <i>uji</i>" in page.locator(".cr-text").inner_text()
    assert "Bagaimana koordinasi" in page.locator(".cr-question").inner_text()
    suggestions = page.locator('.cr-badge[data-state="open"]').count()
    assert suggestions >= 6

    # One key a decision, and each is on the disk when the screen says so.
    press(page, "a")
    assert [line["action"] for line in log("ani")] == ["accept"]
    first = log("ani")[0]
    assert (first["mode"], first["coder"], len(first["codebook"])) == ("suggestions", "ani", 64)
    press(page, "r")
    assert [line["action"] for line in log("ani")] == ["accept", "reject"]
    press(page, "5")
    change = log("ani")[-1]
    assert (change["action"], change["indicator"]) == ("change", 5) and change["replaces"] not in ("", "5")
    press(page, "s")
    assert (log("ani")[-1]["action"], log("ani")[-1]["status"]) == ("accept", "partial")
    assert page.locator('.cr-badge[data-state="open"]').count() < suggestions - 2

    # The status of a coding made before; its memo, with what looks like code in it.
    press(page, "k")
    count = len(log("ani"))
    press(page, "u")
    assert told(log("ani")[-1])[0:3:2] == ("change", "unclear") and log("ani")[-1]["of"]
    page.keyboard.press("m")
    page.keyboard.type('<img src=x onerror="window.hacked=1"> =1+1, "ragu"')
    page.keyboard.press("Enter")
    saved(page)
    assert log("ani")[-1]["memo"] == '<img src=x onerror="window.hacked=1"> =1+1, "ragu"'
    assert len(log("ani")) == count + 2

    # Words marked with the mouse, over the farmer and her thread, which are no single UTF-16 units.
    mark(page, "👩…petani")
    expect(page.locator(".cr-marked")).to_be_visible()
    press(page, "2")
    assert told(log("ani")[-1]) == ("add", 2, "present", "👩🏽‍🌾🧵 Kami petani")
    press(page, "]", "]")
    assert log("ani")[-1]["quote"] == "👩🏽‍🌾🧵 Kami petani, ya begitu"
    press(page, "}", "[")
    assert log("ani")[-1]["quote"] == "Kami petani, ya"
    press(page, "Shift+Digit7")
    assert told(log("ani")[-1])[:2] == ("add", 7)

    # Undo and redo without limit; each appends.
    count = len(log("ani"))
    press(page, "z", "z")
    assert [line["action"] for line in log("ani")[count:]] == ["undo", "undo"]
    expect(page.locator(".cr-notice")).to_contain_text("Kami petani")
    press(page, "y", "Control+y")
    assert [line["action"] for line in log("ani")[count:]] == ["undo", "undo", "redo", "redo"]
    press(page, *["z"] * 30)
    assert page.locator('.cr-badge[data-state="open"]').count() == suggestions
    press(page, *["y"] * 30)

    # Words marked from the keyboard; a split; a sentence more.
    page.keyboard.press("Escape")
    page.locator(".cr-segment", has_text="Nanti mampir").click()
    for key in ("Shift+ArrowRight",) * 2:
        page.keyboard.press(key)
    press(page, "7")
    assert log("ani")[-1]["quote"] == "Nanti mampir"
    press(page, "+", "+")
    assert log("ani")[-1]["quote"] == "Nanti mampir lagi ke rumah. Cuaca sedang panas sekali."
    count = len(log("ani"))
    press(page, "x")
    assert [line["quote"] for line in log("ani")[count:]] == [
        "Nanti mampir lagi ke rumah.",
        "Cuaca sedang panas sekali.",
    ]
    press(page, "z")
    assert [line["action"] for line in log("ani")[-2:]] == ["undo", "undo"]

    # An interviewer's words cannot be coded.
    mark(page, "kesepakatan tertulis")
    expect(page.locator(".cr-marked")).to_have_count(0)

    # Search over the district, the help, the other transcript, both languages.
    page.keyboard.press("/")
    page.keyboard.type("jadwal")
    page.keyboard.press("Enter")
    page.locator(".cr-line").first.click()
    expect(page.locator(".cr-text")).to_contain_text("Harga jagung")
    expect(page.locator(".cr-segment.cr-current")).to_contain_text("jadwal")
    page.keyboard.press("?")
    expect(page.locator(".cr-panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".cr-panel")).to_be_hidden()
    page.get_by_role("button", name="English").click()
    assert "Codebook" in page.locator(".cr-book").inner_text()
    assert "Read to the end" in page.locator(".cr-tools").inner_text()
    press(page, "f", "f")
    assert (log("ani")[-1]["action"], log("ani")[-1]["transcript"]) == ("complete", "UJI2")

    # JupyterLab took none of these keys for its own.
    assert page.locator(".jp-Notebook-cell").count() == cells
    assert page.locator(".jp-Dialog").count() == 0

    # A page loaded anew, with a new kernel, shows what is in the log.
    before = page.locator(".cr-transcript").all_inner_texts()
    lab.shut_down_kernels()
    lab.open(page, "notebooks/03_review.ipynb")
    shown(page)
    assert page.locator(".cr-transcript").all_inner_texts()[1] == before[1].replace("codings", "pengodean")
    assert page.locator(".cr-coded").count() > 0


def test_keys_faster_than_the_kernel_queue_and_none_is_lost(lab: Lab, page: Page, log: Log) -> None:
    begin(lab, page, "cepat", 'review("uji", "cepat")')
    state = page.evaluate(
        """() => { const root = document.querySelector('.cr-root');
        for (const key of ['a','r','a','r','a','r']) {
          root.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        }
        return root.querySelector('.cr-saved').dataset.state; }"""
    )
    assert state == "saving"
    saved(page)
    assert [line["action"] for line in log("cepat")] == ["accept", "reject"] * 3
    assert len({line["at"] for line in log("cepat")}) == 6


def test_a_kernel_that_is_killed_loses_nothing_that_was_saved_and_the_coder_is_told(
    lab: Lab, page: Page, log: Log
) -> None:
    begin(lab, page, "mati", 'review("uji", "mati")')
    press(page, "a", "r", "a")
    assert len(log("mati")) == 3
    lab.shut_down_kernels()
    page.keyboard.press("a")
    page.keyboard.press("r")
    expect(page.locator(".cr-notice")).to_contain_text("BELUM tersimpan", timeout=15_000)
    expect(page.locator(".cr-saved")).to_have_attribute("data-state", "trouble")
    assert len(log("mati")) == 3
    page.wait_for_function(
        "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'", timeout=60_000
    )
    page.locator(".jp-Dialog").get_by_role("button", name="Ok").click()
    lab.run_all(page)
    expect(page.locator(".cr-notice")).to_contain_text("tidak sempat dipastikan", timeout=60_000)
    shown(page)
    assert page.locator('.cr-badge[data-state="accepted"], .cr-badge[data-state="rejected"]').count() == 3
    press(page, "a")
    assert len(log("mati")) == 4


def test_a_blind_coder_sees_neither_suggestions_nor_the_other_coder(lab: Lab, page: Page, log: Log) -> None:
    begin(lab, page, "buta", 'review("uji", "buta", mode="blind", language="en")')
    assert page.locator(".cr-badge").count() == page.locator(".cr-hit").count() == 0
    assert page.evaluate("JSON.stringify(window.jupyterapp ? 1 : 0)") == "1"
    press(page, "6")
    press(page, "n")
    page.keyboard.press("g")
    press(page, "1")
    made = log("buta")
    assert [(line["action"], line["indicator"], line["status"], line["mode"]) for line in made] == [
        ("add", 6, "present", "blind"),
        ("change", 6, "absent", "blind"),
        ("add", 1, "present", "blind"),
    ]
    assert made[0]["quote"] == "Rapat belum pernah ada."
    assert page.locator(".cr-badge").count() == 2


def test_a_sample_of_what_no_suggestion_touched_is_judged(lab: Lab, page: Page, log: Log) -> None:
    begin(lab, page, "elusi", 'review("uji", "elusi", mode="elusion", sample=3)')
    assert page.locator(".cr-hit").count() == 0
    expect(page.locator(".cr-count")).to_contain_text("0 dari 3")
    press(page, "r")
    press(page, "4")
    first, second = log("elusi")
    assert (first["action"], first["indicator"], first["mode"]) == ("none", "", "elusion")
    assert (second["action"], second["indicator"]) == ("add", 4)
    expect(page.locator(".cr-count")).to_contain_text("2 dari 3")


def test_two_windows_of_one_coder_lose_nothing_and_tell_of_each_other(lab: Lab, page: Page, log: Log) -> None:
    begin(lab, page, "jendela1", 'review("uji", "berdua")')
    other = page.context.new_page()
    begin(lab, other, "jendela2", 'review("uji", "berdua")')
    press(page, "a")
    press(other, "r")
    expect(other.locator(".cr-notice")).to_contain_text("1 keputusan masuk dari jendela lain")
    press(page, "a")
    press(other, "a")
    press(other, "z")
    made = log("berdua")
    assert [line["action"] for line in made] == ["accept", "reject", "accept", "accept", "undo"]
    assert sorted(line["at"] for line in made) == [line["at"] for line in made]


def test_a_decision_that_cannot_be_saved_is_told_until_one_can(lab: Lab, page: Page, log: Log) -> None:
    begin(lab, page, "gagal", 'review("uji", "gagal")')
    press(page, "a")
    path = lab.folder / "data" / "coded" / DISTRICT / "decisions" / "gagal.jsonl"
    before = path.read_bytes()
    path.write_bytes(before + b"rusak\n")
    page.keyboard.press("r")
    expect(page.locator(".cr-saved")).to_have_attribute("data-state", "trouble")
    expect(page.locator(".cr-notice")).to_contain_text("TIDAK TERSIMPAN")
    assert page.locator('.cr-badge[data-state="rejected"]').count() == 0
    for key in ("k", "k", "k", "k"):  # "no more" is but a note
        page.keyboard.press(key)
    expect(page.locator(".cr-notice")).to_contain_text("TIDAK TERSIMPAN")
    path.write_bytes(before)
    press(page, "j", "r")
    assert [line["action"] for line in log("gagal")] == ["accept", "reject"]


def test_a_window_closed_before_the_answer_leaves_whole_lines_and_the_coder_is_told(
    lab: Lab, page: Page, log: Log
) -> None:
    begin(lab, page, "tutup", 'review("uji", "tutup")')
    press(page, "a")
    other = page.context.new_page()
    kernels = lab.kernels()
    for kernel in kernels:
        kernel.suspend()  # the answer will not come before the window is closed
    page.evaluate(
        """() => { for (const key of ['r', 'a', 'r']) document.querySelector('.cr-root').dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })); }"""
    )
    page.wait_for_timeout(200)
    page.close()
    for kernel in kernels:
        kernel.resume()
    begin(lab, other, "tutup", 'review("uji", "tutup")')
    expect(other.locator(".cr-notice")).to_contain_text("tidak sempat dipastikan")
    made = log("tutup")
    assert [line["action"] for line in made] == ["accept", "reject", "accept", "reject"][: len(made)] and made
    assert other.locator('.cr-badge[data-state="accepted"], .cr-badge[data-state="rejected"]').count() == len(made)


def test_differences_are_settled_by_a_person_who_says_why(lab: Lab, page: Page, log: Log) -> None:
    for coder in ("satu", "dua"):
        begin(lab, page, coder, f'review("uji", "{coder}", mode="blind")')
        press(page, "1" if coder == "satu" else "2", "f")
    begin(lab, page, "sepakat", 'review("uji", "satu", mode="consensus")')
    assert "dua" in card(page) and "satu" in card(page)
    page.keyboard.press("m")
    page.keyboard.type("soal rapat")
    page.keyboard.press("Enter")
    press(page, "a")
    press(page, "r")
    made = log("consensus")
    assert [(line["action"], line["indicator"], line["coder"], line["by"]) for line in made] == [
        ("accept", 1, "consensus", "satu"),
        ("reject", 2, "consensus", "satu"),
    ]
    assert made[0]["memo"] == "soal rapat"


def test_a_coding_that_lost_its_place_is_placed_by_the_coder(lab: Lab, page: Page, log: Log) -> None:
    path = lab.folder / "data" / "raw" / DISTRICT / "interviews" / "UJI2.txt"
    before = path.read_text(encoding="utf-8")
    begin(lab, page, "pindah", 'review("uji", "pindah", mode="blind")')
    page.get_by_role("button", name="UJI2").click()
    expect(page.locator(".cr-text")).to_contain_text("jagung")
    page.locator(".cr-segment", has_text="jadwal tetap").click()
    press(page, "3")
    try:
        path.write_text(before.replace("Tidak ada jadwal tetap.", "Soal itu kami tidak punya ketetapan."), "utf-8")
        lab.run_all(page)
        expect(page.locator(".cr-warn")).to_contain_text("1 pengodean", timeout=60_000)
        shown(page)
        page.get_by_role("button", name="UJI2").click()
        expect(page.locator(".cr-text")).to_contain_text("ketetapan")
        page.locator(".cr-segment", has_text="ketetapan").click()
        page.locator(".cr-warn").click()
        expect(page.locator(".cr-lost")).to_contain_text("Tidak ada jadwal tetap.")
        page.get_by_role("button", name="Tempatkan").click()
        saved(page)
        expect(page.locator(".cr-warn")).to_have_count(0)
        assert told(log("pindah")[-1]) == ("change", 3, "present", "Soal itu kami tidak punya ketetapan.")
        assert log("pindah")[-1]["of"]
    finally:
        path.write_text(before, encoding="utf-8")


def test_the_screen_fits_a_narrow_window_as_at_200_per_cent_and_asks_who_codes(lab: Lab, page: Page, log: Log) -> None:
    page.set_viewport_size({"width": 750, "height": 900})
    lab.open(page, notebook(lab, "siapa", 'review("uji")'))
    name = page.locator(".cr-start input")
    name.wait_for(timeout=60_000)
    name.fill("consensus")
    page.locator(".cr-start button").click()
    expect(page.locator(".cr-problem")).to_contain_text("is no coder")
    name.fill("baru")
    page.locator(".cr-start button").click()
    page.wait_for_selector(".cr-segment")
    wide = page.evaluate(
        "(() => { const r = document.querySelector('.cr-root'); return [r.scrollWidth, r.clientWidth]; })()"
    )
    assert wide[0] <= wide[1]
    page.locator(".cr-root").focus()
    press(page, "a")
    assert log("baru")[0]["action"] == "accept"
    coders = (lab.folder / "data" / "coded" / DISTRICT / "coders.csv").read_text(encoding="utf-8")
    assert "baru,human," in coders

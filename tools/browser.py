"""Finds a Chromium for the tests that drive one, or installs it; says loudly where none can be had.

Needs nothing but the standard library. Installs by the system's packages where that is allowed (root on Debian or
Ubuntu), else by Playwright into .make/browsers. The tests look in the same places.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / ".make" / "browsers"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome")


def find() -> str | None:
    """The program named in CODING_BROWSER, one on the path, or the one that was brought into the checkout."""
    named = os.environ.get("CODING_BROWSER")
    if named:
        return shutil.which(named)
    for name in NAMES:
        if found := shutil.which(name):
            return found
    own = [path for name in ("chrome", "Chromium", "chrome.exe") for path in OWN.glob(f"chromium-*/**/{name}")]
    return str(next((path for path in own if path.is_file()), "")) or None


def install() -> None:
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        say("installing chromium by apt-get, for the tests of the review")
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False, **quiet)  # type: ignore[call-overload]
        if find():
            return
    python = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    say("bringing chromium into the checkout by Playwright, for the tests of the review")
    environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(OWN)}
    subprocess.run([str(python), "-m", "playwright", "install", "chromium"], check=False, env=environment)


def say(text: str) -> None:
    print(f"[browser] {text}", flush=True)


def main() -> None:
    if not find():
        install()
    found = find()
    if found:
        say(f"the tests will drive {Path(found).name}")
        return
    line = "!" * 78
    print(
        f"{line}\nNO BROWSER could be found or installed: the review is NOT tested in a real JupyterLab.\n"
        "Install chromium (Debian, Ubuntu: sudo apt-get install chromium), or name one in CODING_BROWSER.\n"
        f"{line}",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()

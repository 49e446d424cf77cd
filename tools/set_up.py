"""Makes the environment .venv from requirements.lock with uv, and brings uv into the checkout when it is not there.

Needs Python 3.11 to 3.13 with its standard library only; a Debian without python3-venv or pip will do. Nothing is
installed outside the checkout.
"""

from __future__ import annotations

import configparser
import hashlib
import html.parser
import io
import os
import platform
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
UV_FOLDER = ROOT / ".make" / "uv"


def say(text: str) -> None:
    print(f"[set-up] {text}", flush=True)


def stop(text: str) -> None:
    sys.exit(f"[set-up] {text}")


def index() -> str:
    """The package index that this machine is set to, as pip would find it; the public one otherwise."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(name):
            return os.environ[name]
    home = Path.home()
    places = [os.environ.get("PIP_CONFIG_FILE", ""), home / ".config/pip/pip.conf", home / ".pip/pip.conf",
              "/etc/pip.conf"]  # fmt: skip
    for place in filter(None, places):
        settings = configparser.ConfigParser(interpolation=None)
        try:
            settings.read(place)
        except configparser.Error:
            continue
        if settings.has_option("global", "index-url"):
            return settings.get("global", "index-url")
    return "https://pypi.org/simple"


def locked_uv() -> tuple[str, set[str]]:
    """uv's version and the hashes of its files, from the lock."""
    match = re.search(r"^uv==(\S+)((?: \\\n\s+--hash=sha256:[0-9a-f]+)+)", LOCK.read_text(), re.MULTILINE)
    if match is None:
        stop("requirements.lock does not name uv.")
        raise AssertionError
    return match[1], set(re.findall(r"sha256:([0-9a-f]+)", match[2]))


def find_uv() -> str:
    """uv of the checkout, of the machine, or brought in now."""
    own = UV_FOLDER / ("uv.exe" if os.name == "nt" else "uv")
    if own.exists():
        return str(own)
    if found := shutil.which("uv"):
        return found
    version, hashes = locked_uv()
    say(f"bringing uv {version} into the checkout")
    UV_FOLDER.mkdir(parents=True, exist_ok=True)
    unpack(fetch_wheel(version, hashes), own)
    return str(own)


class Links(html.parser.HTMLParser):
    """The addresses on a page of a package index."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def fetch_wheel(version: str, hashes: set[str]) -> bytes:
    """uv's wheel for this machine, checked against the lock."""
    page = index().rstrip("/") + "/uv/"
    try:
        links = Links()
        links.feed(get(page).decode())
        wanted = [link for link in links.found if fits(link, version)]
        if not wanted:
            stop(f"the package index has no uv {version} for this machine; install uv by hand and run make again.")
        content = get(urllib.parse.urljoin(page, wanted[0]))
    except OSError as error:
        stop(f"the package index cannot be reached ({error}). The first make needs a network; later ones do not.")
        raise
    if hashlib.sha256(content).hexdigest() not in hashes:
        stop("the wheel of uv is not the one of requirements.lock.")
    return content


def get(address: str) -> bytes:
    # Only plain pages are asked for: some indexes answer in no other form.
    request = urllib.request.Request(address, headers={"Accept": "text/html, */*"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return bytes(answer.read())


def fits(link: str, version: str) -> bool:
    name = urllib.parse.unquote(link.split("#")[0].rsplit("/", 1)[-1])
    if not name.startswith(f"uv-{version}-") or not name.endswith(".whl"):
        return False
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    if sys.platform == "darwin":
        return "macosx" in name and ("arm64" if machine == "aarch64" else machine) in name
    if os.name == "nt":
        return "win_amd64" in name if machine == "x86_64" else "win_arm64" in name
    musl = "musl" in (sysconfig.get_config_var("HOST_GNU_TYPE") or "")
    return ("musllinux" if musl else "manylinux") in name and machine in name


def unpack(wheel: bytes, target: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        inside = next(name for name in archive.namelist() if re.search(r"/scripts/uv(\.exe)?$", name))
        target.write_bytes(archive.read(inside))
    target.chmod(target.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def main() -> None:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        stop(f"Python 3.11 to 3.13 is needed; this is {platform.python_version()}. "
             "Name another one: make SYSTEM_PYTHON=python3.12")  # fmt: skip
    environment = dict(os.environ)
    environment.setdefault("UV_DEFAULT_INDEX", index())
    # As the rest of the machine: many a university's network is trusted only by the certificates it installed itself.
    environment.setdefault("UV_SYSTEM_CERTS", "1")
    uv = find_uv()
    python = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def run(*arguments: str) -> None:
        result = subprocess.run([uv, *arguments], cwd=ROOT, env=environment, check=False)
        if result.returncode:
            stop(f"uv {' '.join(arguments[:2])} failed; see above.")

    if not python.exists():
        say(f"making .venv with Python {platform.python_version()}")
        run("venv", "--quiet", "--clear", "--python", sys.executable, ".venv")
    say("installing the packages of requirements.lock (some 300 MB to download the first time, 1 GB on disk)")
    run("pip", "sync", "--quiet", "--python", str(python), "--require-hashes", "requirements.lock")
    run("pip", "install", "--quiet", "--python", str(python), "--no-deps", "--no-build-isolation", "--offline",
        "--editable", ".")  # fmt: skip
    say("the environment is ready")


if __name__ == "__main__":
    main()

"""Runs the ```sh blocks of a page as a reader would, in a copy of the checkout."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What make has built, so that a page need not build it again: whoever reads a page has run make.
BUILT = ("paper/build", "paper/figures", ".make")
# Lines that are not run here, each with the reason.
NOT_RUN = {
    "make": "make test runs it first",
    "make test": "it is what runs this",
    "make bench": "half an hour",
    "make verify": "a whole build in an empty folder",
    "make -j2": "continuous integration runs it before the tests",
}
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"(^|\s+)#.*$", re.MULTILINE)


def blocks(text: str) -> list[str]:
    return _BLOCK.findall(text)


def without_comments(block: str) -> str:
    return "\n".join(line for line in _COMMENT.sub("", block).splitlines() if line.strip())


def in_no_language(script: str) -> str:
    """The commands without comments, and without the language that they ask for."""
    return re.sub(r" --language (id|en)| LANGUAGE=(id|en)|(?<=\.)(id|en)(?=\.)", "", without_comments(script))


def script(text: str) -> str:
    """The blocks of a page as one script, which says where it is; "" where there is nothing to run."""
    parts = []
    for number, block in enumerate(blocks(text), start=1):
        lines = [line for line in block.splitlines() if without_comments(line) not in NOT_RUN]
        if without_comments("\n".join(lines)):
            parts += [f"echo '[block {number}]'", *lines]
    return "\n".join(parts)


def copy_checkout(target: Path) -> Path:
    """The files that git has or would take, what make built, and the environment; as a repository with two commits."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    for name in filter(lambda name: (ROOT / name).exists(), BUILT):
        shutil.copytree(ROOT / name, target / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("docs", "uv*"))
    (target / ".venv").symlink_to(sys.prefix)
    (target / ".make").mkdir(exist_ok=True)
    (target / ".make" / "environment").touch()
    git = ["git", "-c", "user.name=reader", "-c", "user.email=reader@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "as it came"],
                    ["commit", "-qm", "again", "--allow-empty"]):  # fmt: skip
        subprocess.run([*git, *command], cwd=target, check=True, capture_output=True)
    return target


def run(script: str, folder: Path, seconds: float = 900) -> subprocess.CompletedProcess[str]:
    """Runs a script in one shell, which the first failing command ends; on time-out it is stopped with all it began."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTEST_"))}
    environment = {**kept, "CODING_ROOT": str(folder), "PYTHONPATH": str(folder / "src")}
    with subprocess.Popen(
        ["bash", "-c", f"set -e\n{script}"],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, start_new_session=True,
    ) as shell:  # fmt: skip
        try:
            said, _ = shell.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(shell.pid, signal.SIGKILL)
            said, _ = shell.communicate()
            said += f"\nstopped after {seconds} seconds"
    return subprocess.CompletedProcess(shell.args, shell.returncode, said)

"""Builds everything once more in an empty folder and compares it byte for byte with what stands here."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ("data/raw", "data/reference", "data/codebook.yml", "data/datapackage.json", "notebooks", "paper/style")
OUTPUTS = ("data/coded", "paper/tables", "paper/figures", "paper/numbers", "paper/build")
LOOKS = "paper/build/templates"  # made when someone asks for a template, not by make alone


def copy_inputs(target: Path) -> None:
    """What people wrote: inputs, notebooks, the paper's text, coders and their decisions; nothing that is built."""
    for name in INPUTS:
        source = ROOT / name
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, place)
        else:
            shutil.copy2(source, place)
    for pattern in (
        "paper/*.md",
        "paper/*.bib",
        "paper/*.yml",
        "paper/districts/*/*",
        "data/coded/*/coders.csv",
        "data/coded/*/decisions/*.jsonl",
    ):
        for source in ROOT.glob(pattern):
            place = target / source.relative_to(ROOT)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, place)


def hashes(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in OUTPUTS
        for path in sorted((root / name).rglob("*"))
        if path.is_file() and root / LOOKS not in path.parents
    }


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="coding-verify-") as folder:
        target = Path(folder)
        copy_inputs(target)
        environment = {**os.environ, "CODING_ROOT": str(target)}
        districts = sorted(path.parent.name for path in (target / "data/raw").glob("*/district.yml"))
        own = [
            ["coding.publishing.paper", path.name, "--own"] for path in sorted((target / "paper/districts").glob("*/"))
        ]
        outputs = [
            [name] for name in ("coding.publishing.paper", "coding.publishing.table_files", "coding.evidence_browser")
        ]
        for command in (["coding.run", *districts, "--across"], *outputs, *own):
            done = subprocess.run([sys.executable, "-m", *command], cwd=target, env=environment, check=False)
            if done.returncode:
                return done.returncode
        here, there = hashes(ROOT), hashes(target)
    differing = sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
    for name in differing:
        print(f"differs: {name}", file=sys.stderr)
    print(f"{len(here)} files built again, {len(differing)} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())

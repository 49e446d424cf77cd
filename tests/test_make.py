"""The project itself: its targets, its dependencies, its notebooks and modules, and what must not be in its files."""

from __future__ import annotations

import ast
import configparser
import json
import os
import re
import shutil
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MODULES = sorted((ROOT / "src" / "coding").rglob("*.py"))


def stem(path: Path) -> str:
    return path.stem


def output_of(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout


# Makefile


def test_make_help_lists_every_target_that_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)
    targets = {name for line in phony for name in line.split() if not name.startswith("$")}
    described = dict(re.findall(r"^([\w.-]+):[^\n#]*## *(.*)$", makefile, re.MULTILINE))
    expected = {name: what.strip() for name, what in described.items() if name in targets}
    listed = dict(
        re.findall(r"^ +make ([\w-]+) +(\S.*)$", output_of("make", "--no-print-directory", "help"), re.MULTILINE)
    )
    assert {"all", "check", "test", "paper", "help"} <= expected.keys()
    assert listed == expected


def test_make_help_needs_no_environment_and_writes_nothing(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    done = subprocess.run(["make", "help"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert "make test" in done.stdout and done.stderr == ""
    assert [path.name for path in tmp_path.iterdir()] == ["Makefile"]


# Dependencies


def normalised(requirement: str) -> str:
    """The name of a requirement, as PEP 503 compares names."""
    name = re.match(r"[\w.-]+", requirement.strip())
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def direct() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [one for group in project["optional-dependencies"].values() for one in group]
    return {normalised(one) for one in [*project["dependencies"], *optional]}


def locked() -> dict[str, list[str]]:
    """package → its hashes."""
    packages: dict[str, list[str]] = {}
    name = ""
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            assert "==" in line, f"no exact version: {line}"
            name = normalised(line)
            packages.setdefault(name, [])
        packages.get(name, []).extend(re.findall(r"--hash=sha256:([0-9a-f]{64})\b", line))
    return packages


def test_conda_and_pip_are_asked_for_the_same_packages() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    below = [one for entry in environment["dependencies"] if isinstance(entry, dict) for one in entry["pip"]]
    above = [entry.split("::")[-1] for entry in environment["dependencies"] if isinstance(entry, str)]
    named = [normalised(one) for one in [*above, *below] if not one.startswith("-")]
    programs = {"python", "pip", "make", "git"}
    assert {"python", "pip"} <= set(named)
    assert sorted(set(named) - programs) == sorted(direct())
    assert len(named) == len(set(named)), "a package is named twice"


def test_every_direct_dependency_is_locked_with_hashes() -> None:
    packages = locked()
    assert sorted(direct() - packages.keys()) == []
    assert [name for name, hashes in packages.items() if not hashes] == []


def test_the_lock_names_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://", text)
    assert not re.search(r"^\s*(?:--(?:extra-)?index-url|-i|--find-links|-f)\b", text, re.MULTILINE)


# Notebooks


def notebook(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def code_of(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook(path)["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=stem)
def test_a_notebook_is_committed_without_outputs_and_counts(path: Path) -> None:
    committed = json.loads(output_of("git", "show", f":{path.relative_to(ROOT).as_posix()}"))
    for cell in committed["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None
        assert "execution" not in cell["metadata"] and "papermill" not in cell["metadata"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=stem)
def test_a_notebook_has_one_cell_of_parameters_with_district_and_language(path: Path) -> None:
    tagged = [
        "".join(cell["source"])
        for cell in notebook(path)["cells"]
        if cell["cell_type"] == "code" and "parameters" in cell["metadata"].get("tags", [])
    ]
    assert len(tagged) == 1
    values = {
        target.id: ast.literal_eval(node.value)
        for node in ast.parse(tagged[0]).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    asks = {"coder": "", "mode": "suggestions"} if stem(path) == "03_review" else {}
    assert values == {"district": "lampung-timur", "language": "id", **asks}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=stem)
def test_a_notebook_defines_no_functions_and_stays_short(path: Path) -> None:
    lines = 0
    for source in code_of(path):
        defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, defined)], source
        lines += sum(1 for line in source.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    assert 0 < lines < 60


@pytest.mark.parametrize("path", NOTEBOOKS, ids=stem)
def test_a_notebook_explains_itself_in_both_languages(path: Path) -> None:
    first = notebook(path)["cells"][0]
    assert first["cell_type"] == "markdown"
    text = "".join(first["source"])
    assert text.startswith("# ") and "**ID.**" in text and "**EN.**" in text


def test_notebooks_are_numbered_in_the_order_in_which_they_run() -> None:
    from coding import run

    assert [path.stem for path in NOTEBOOKS] == [*run.OF_A_DISTRICT, *run.ACROSS]


# Modules


def module_name(path: Path) -> str:
    """The name below `coding`; a package goes by its own."""
    inside = path.relative_to(ROOT / "src" / "coding").with_suffix("").as_posix().replace("/", ".")
    return inside.removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    """Modules of the package that a module imports, anywhere in it."""
    known = {module_name(one) for one in MODULES}
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "coding":
            inside = (node.module or "").removeprefix("coding").strip(".")
            parts = {f"{inside}.{alias.name}".strip(".") for alias in node.names} & known
            found |= parts or {inside} & known
        if isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("coding.") for alias in node.names if alias.name.startswith("coding.")}
    return found & known - {module_name(path)}


def test_modules_never_import_each_other_in_a_circle() -> None:
    needs = {module_name(path): imports(path) for path in MODULES}
    assert needs["pipeline"] >= {"districts.districts", "decisions.decision"}, (
        "the imports are not found as they should be"
    )
    assert needs["review.widget"] >= {"pipeline", "review.session"}, "nor those of a package inside"
    while free := {name for name, others in needs.items() if not others}:
        needs = {name: others - free for name, others in needs.items() if name not in free}
    assert needs == {}


def test_packages_import_in_one_direction_too() -> None:
    """The folders alone show what rests on what: the modules of two packages never need each other."""
    packages = {path.parent.name for path in MODULES if path.parent.name != "coding"}
    needs: dict[str, set[str]] = {}
    for path in MODULES:
        top = module_name(path).split(".")[0]
        needs.setdefault(top, set()).update(one.split(".")[0] for one in imports(path))
    assert needs["findings"] >= {"reporting", "published"} and "findings" in packages
    while free := {name for name, others in needs.items() if not others - {name}}:
        needs = {name: others - free for name, others in needs.items() if name not in free}
    assert needs == {}


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem != "__main__"], ids=stem)
def test_a_module_says_what_it_is(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said and len(said.split()) >= 4


# What must not be in any file


def tracked() -> list[Path]:
    names = output_of("git", "ls-files", "-z").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def texts(path: Path) -> Iterator[str]:
    """The text of a file; of a Word file, that of its parts."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", errors="replace")
    else:
        yield path.read_bytes().decode("utf-8", errors="replace")


def found(pattern: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT).as_posix()}: {match[0]!r}"
        for path in tracked()
        for text in texts(path)
        for match in re.finditer(pattern, text)
    ]


def index_hosts() -> set[str]:
    """Hosts of the package index that this machine is set to, which are nobody else's business."""
    addresses = [value for name, value in os.environ.items() if re.search(r"INDEX_URL|DEFAULT_INDEX|FIND_LINKS", name)]
    files = [Path.home() / ".config/pip/pip.conf", Path.home() / ".pip/pip.conf", Path("/") / "etc" / "pip.conf"]
    for path in files:
        settings = configparser.ConfigParser(interpolation=None)
        settings.read(path)
        addresses += [settings[part][name] for part in settings.sections() for name in settings[part] if "url" in name]
    return {host for address in addresses if (host := urlsplit(address).hostname)} - {"localhost", "127.0.0.1"}


def test_no_tracked_file_names_a_folder_of_a_machine() -> None:
    assert len(tracked()) > 100
    folders = "|".join(("home", "Users", "root", "work"))
    assert found(rf"(?<![\w./:~$)}}>-])/(?:{folders})/\w[^\s\"']*") == []
    assert found(r"\b[A-Z]:\\" + r"(?:Users|Documents)\b") == []
    assert found(re.escape(str(ROOT)) + r"\b") == []


def test_no_tracked_file_names_a_registry() -> None:
    public = "pypi" + ".org"
    hosts = {"files.pythonhosted" + ".org", "conda.anaconda" + ".org", *index_hosts()} - {public}
    kinds = "|".join(("artifactory", "jfrog", "nexus3?", "devpi"))
    assert found("|".join(map(re.escape, sorted(hosts)))) == []
    assert found(rf"https?://[^\s/]*\b(?:{kinds})\b[^\s\"']*") == []
    # The one exception: where uv comes from on a machine that is set to no index of its own.
    assert {one.split(":")[0] for one in found(re.escape(public))} <= {"tools/set_up.py"}

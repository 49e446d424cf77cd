"""The pages on the Python modules, from their docstrings: one page a package, those that others rest on first."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import coding

SOURCE = Path(coding.__file__).parent


def write(folder: Path) -> None:
    """Writes <package>.md for each package, and removes what is there of others."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.md"):
        old.unlink()
    for name in ordered():
        (folder / f"{name}.md").write_text(_page(name), encoding="utf-8")


def grouped() -> dict[str, list[Path]]:
    """Package below `coding`, or `coding` itself, → its modules."""
    found: dict[str, list[Path]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        package, *inside = path.relative_to(SOURCE).parts
        if path.name == "__main__.py" or (inside and not (SOURCE / package / "__init__.py").exists()):
            continue
        found.setdefault(package if inside else "coding", []).append(path)
    return found


def ordered() -> list[str]:
    """The packages, `coding` itself first, then by how many others they rest on, directly or not."""
    uses = {name: set(_imports(modules)) - {name, "coding"} for name, modules in grouped().items()}
    rests_on = {name: _reached(name, uses) for name in uses}
    return sorted(uses, key=lambda name: (name != "coding", len(rests_on[name]), name))


def _reached(name: str, uses: dict[str, set[str]]) -> set[str]:
    found, open_ = set(), [name]
    while open_:
        new = uses.get(open_.pop(), set()) - found
        found |= new
        open_ += new
    return found


def _imports(modules: list[Path]) -> Iterator[str]:
    """Packages below `coding` that the modules import at their top."""
    for path in modules:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "coding":
                inside = (node.module or "").split(".")[1:]
                yield from [inside[0]] if inside else [one.name for one in node.names]


def _page(package: str) -> str:
    name = "coding" if package == "coding" else f"coding.{package}"
    parts = [f"# {name}"]
    for path in grouped()[package]:
        module = ".".join(["coding", *path.relative_to(SOURCE).with_suffix("").parts]).removesuffix(".__init__")
        heading = [] if module == name else [f"## {module}"]
        parts += [*heading, f"```{{eval-rst}}\n.. automodule:: {module}\n```"]
    return "\n\n".join(parts) + "\n"

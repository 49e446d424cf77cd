"""The texts that the code tells researchers, read from its source: problems, mendings and what they are made of."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import columns
import commands

ROOT = Path(__file__).resolve().parent.parent
# Function → the positions of its arguments that are told; texts may stand in keywords of TOLD, too.
CALLS = {
    "need": (2,),
    "items_of": (1,),
    "mappings_of": (1,),
    "mappings": (2,),
    "fault": (0, 1),
    "refuse": (0, 1),
    "Problem": (1, 2),
    "_problem": (1, 2),
    "_astray": (1,),
    "_known": (0,),
    "translated": (0,),
}
TOLD = ("mend", "what")
# Faults of a program, which no researcher can mend.
INTERNAL = {"ValueError", "TypeError", "AssertionError", "KeyError", "OSError", "ProcessLookupError", "SystemExit"}


def texts(folder: Path = ROOT / "src" / "coding") -> dict[str, str]:
    """text, with {} where something is put in → where it stands, of every module of a folder."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        for text, line in _of_module(ast.parse(path.read_text(encoding="utf-8"))):
            if any(letter.isalpha() for letter in text.replace("{}", "")):
                found.setdefault(text, f"{path.name}, line {line}")
    return found


def descriptions() -> set[str]:
    """What the description of the data, the Makefile and the commands say of themselves: messages and the reference
    pages quote it."""
    return columns.texts() | commands.texts()


def _of_module(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for scope, node in _with_scopes(tree, [tree]):
        if isinstance(node, ast.Call):
            for argument in _arguments(node):
                for text in _strings(argument, scope, name=_name(node)):
                    yield text, node.lineno
        elif isinstance(node, ast.FunctionDef) and node.name in ("_fault", "_empty"):
            for returned in (one for one in ast.walk(node) if isinstance(one, ast.Return) and one.value):
                for text in _strings(returned.value, [tree, node]):
                    yield text, returned.lineno
        elif isinstance(node, ast.arg | ast.FunctionDef) and isinstance(node, ast.FunctionDef):
            names = [*node.args.args, *node.args.kwonlyargs]
            defaults = [*[None] * (len(node.args.args) - len(node.args.defaults)), *node.args.defaults]
            for one, default in zip(names, [*defaults, *node.args.kw_defaults], strict=False):
                if one.arg in TOLD and isinstance(default, ast.Constant) and default.value:
                    yield default.value, node.lineno


def _with_scopes(node: ast.AST, scope: list[ast.AST]) -> Iterator[tuple[list[ast.AST], ast.AST]]:
    for child in ast.iter_child_nodes(node):
        yield scope, child
        yield from _with_scopes(child, [*scope, child] if isinstance(child, ast.FunctionDef) else scope)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _arguments(call: ast.Call) -> list[ast.expr]:
    name = _name(call)
    if name.endswith("Error") and name not in INTERNAL:
        places: tuple[int, ...] = (0,)
    elif name in CALLS:
        places = CALLS[name]
    elif name == "text" and isinstance(call.func, ast.Attribute) and len(call.args) == 2:
        places = () if _receiver(call) == "labels" else (1,)
    else:
        return []
    if name in ("fault", "refuse"):  # (problem, mend, key); a table's are (problem, line, mend)
        places = (0, 2) if len(call.args) > 2 and _is_line(call.args[1]) else (0, 1)
    told = [call.args[place] for place in places if place < len(call.args)]
    return told + [one.value for one in call.keywords if one.arg == "mend"]


def _is_line(node: ast.expr) -> bool:
    named = ast.unparse(node).rpartition(".")[2]
    return named in ("line", "number", "line_num") or named.isdecimal()


def _receiver(call: ast.Call) -> str:
    return ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def _strings(node: ast.expr | None, scope: list[ast.AST], name: str = "") -> Iterator[str]:
    """The texts that an expression may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(one.value if isinstance(one, ast.Constant) else "{}" for one in node.values)  # type: ignore[misc]
        for place in node.values:
            if isinstance(place, ast.FormattedValue):
                yield from _words(place.value, scope)
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body, scope)
        yield from _strings(node.orelse, scope)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        for left in _strings(node.left, scope):
            yield from (left + right for right in _strings(node.right, scope))
    elif isinstance(node, ast.Name):
        for place in reversed(scope):
            given = [value for value in _assigned(place, node.id) if not isinstance(value, ast.Name)]
            for value in given:
                yield from _strings(value, scope)
            if given:
                return


def _words(node: ast.expr, scope: list[ast.AST]) -> Iterator[str]:
    """Words of ours that are put into a text: `x or "none"`, one of two, one of a table."""
    if isinstance(node, ast.BoolOp):
        yield from _strings(node.values[-1], scope)
    elif isinstance(node, ast.IfExp):
        yield from _strings(node, scope)
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Dict):
        for value in node.value.values:
            yield from _strings(value, scope)
    elif isinstance(node, ast.Name):
        for given in _assigned(scope[-1], node.id):
            if isinstance(given, ast.IfExp | ast.Subscript | ast.BoolOp):
                yield from _words(given, scope)


def _assigned(place: ast.AST, name: str) -> list[ast.expr]:
    return [
        one.value
        for one in ast.walk(place)
        if isinstance(one, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in one.targets)
    ]

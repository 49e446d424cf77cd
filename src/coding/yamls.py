"""YAML that remembers its lines, so that a mistake can be named with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from coding.errors import CodebookError, CodingError, together
from coding.files import read_text
from coding.paths import shown


class Mapping(dict[str, Any]):
    """A YAML mapping that knows the file and the line of each of its keys.

    kept: where the faults of its file are kept until all is read (see `gathering`); None where the first is raised.
    """

    file: str = ""
    line: int = 1
    lines: dict[str, int]
    kept: list[CodingError] | None = None
    strange: tuple[int, ...] = ()  # where in `kept` its unknown fields are told

    def fault(self, problem: str, mend: str, key: str | None = None) -> CodebookError:
        line = self.lines.get(key, self.line) if key else self.line
        return CodebookError(problem, file=self.file, line=line, mend=mend)

    def refuse(self, problem: str, mend: str, key: str | None = None, *, line: int | None = None) -> None:
        """Raise a fault, or keep it and go on where the faults of the file are gathered."""
        fault = self.fault(problem, mend, key)
        if line is not None:
            fault = CodebookError(problem, file=self.file, line=line, mend=mend)
        if self.kept is None:
            raise fault
        self.kept.append(fault)

    def need(self, key: str, kind: type | tuple[type, ...], what: str) -> Any:
        """The value of a key that must be there, of the given type; an empty one where its fault is kept."""
        if key not in self or self[key] is None:
            self._miss(key, what)
        elif not isinstance(self[key], kind):
            self.refuse(f"the field {key!r} is not of the right kind", f"It holds {what}.", key)
        else:
            return self[key]
        kinds = kind if isinstance(kind, tuple) else (kind,)
        return "" if str in kinds else Listing() if list in kinds else kinds[0]()

    def _miss(self, key: str, what: str) -> None:
        if self.kept is None or not self.strange:
            self.refuse(f"the field {key!r} is missing", f"It holds {what}.")
            return
        # Most likely this is the field that has an unknown name: one fault, not two.
        place, *self.strange = self.strange  # type: ignore[assignment]
        told = self.kept[place]
        mend = f"{told.mend} The field {key!r} is missing here."
        self.kept[place] = CodebookError(told.problem, file=told.file, line=told.line, mend=mend)

    def text(self, key: str, what: str = "a text, as {id: …, en: …}") -> dict[str, str]:
        """A text in Indonesian, English or both; where one is missing, the other stands for it."""
        value = self.need(key, (str, Mapping), what)
        if isinstance(value, str):
            return {"id": value, "en": value}
        value.only(("id", "en"))
        given = [str(text) for text in value.values() if text]
        if not given:
            self.refuse(f"the field {key!r} is empty", f"It holds {what}.", key)
            given = [""]
        return {language: str(value.get(language) or given[0]) for language in ("id", "en")}

    def items_of(self, key: str, what: str) -> list[tuple[Any, int]]:
        """(item, its line) of a list; none when the key is missing. Raises CodebookError when it is no list, or when
        an item is empty."""
        value = self.get(key)
        if value is None:
            return []
        if not isinstance(value, Listing):
            self.refuse(f"the field {key!r} is no list", f"Write {what}, in brackets or each behind a dash.", key)
            return []
        for item, line in zip(value, value.lines, strict=True):
            if item is None or item == "":
                self.refuse(f"an entry of {key!r} is empty", "Write it, or take the dash away.", line=line)
        return [(item, line) for item, line in zip(value, value.lines, strict=True) if item is not None and item != ""]

    def mappings_of(self, key: str, what: str) -> list[Mapping]:
        """The items of a list that have fields of their own; none when the key is missing."""
        found = []
        for number, (item, line) in enumerate(self.items_of(key, what), start=1):
            if isinstance(item, Mapping):
                found.append(item)
            else:
                self.refuse(f"entry {number} of {key!r} has no fields", f"It holds {what}.", line=line)
        return found

    def flag(self, key: str) -> bool:
        """A field that is true or false; false when it is missing."""
        said = is_true(self.get(key, False))
        if said is None:
            self.refuse(f"{key} is {self[key]!r}, neither true nor false", "Write true or false.", key)
        return bool(said)

    def only(self, allowed: Collection[str]) -> None:
        """Refuse keys that stand here and that nobody reads."""
        for key in self:
            if key not in allowed:
                self.refuse(f"the field {key!r} is unknown", f"Known here: {', '.join(sorted(allowed))}.", key)
                self.strange = (*self.strange, len(self.kept or ()) - 1)


class Listing(list[Any]):
    """A YAML list that knows the line of each of its items."""

    lines: list[int]

    def __init__(self, items: Iterable[Any] = (), lines: Iterable[int] = ()) -> None:
        super().__init__(items)
        self.lines = list(lines)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    file = ""
    kept: list[CodingError] | None = None


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Mapping:
    result = Mapping()
    result.file, result.line, result.lines, result.kept = loader.file, node.start_mark.line + 1, {}, loader.kept
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            key = str(key_node.value)
        if key in result:
            mend = f"It stood already in line {result.lines[key]}: keep one."
            result.refuse(f"the key {key!r} stands twice", mend, line=key_node.start_mark.line + 1)
            continue
        result[key] = loader.construct_object(value_node, deep=True)
        result.lines[key] = key_node.start_mark.line + 1
    return result


def _listing(loader: _Loader, node: yaml.SequenceNode) -> Listing:
    items = [loader.construct_object(item, deep=True) for item in node.value]
    return Listing(items, [item.start_mark.line + 1 for item in node.value])


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:seq", _listing)
# Yes, no, on and off are words of interviews, not truth values.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path: Path) -> Mapping:
    """The mapping of a YAML file. Raises CodebookError with the line of a mistake, also of a repeated key."""
    return parse(read_text(path), shown(path))


@contextmanager
def gathering(content: str, file: str) -> Iterator[Mapping]:
    """The mapping of a YAML text, whose faults are raised all at once when this ends."""
    kept: list[CodingError] = []
    try:
        yield parse(content, file, kept)
    except CodingError as fault:
        raise together([*kept, fault]) from fault
    if kept:
        raise together(kept)


def parse(content: str, file: str, kept: list[CodingError] | None = None) -> Mapping:
    """The mapping of a YAML text; `file` names it in messages. kept: takes the faults that leave it readable."""
    try:
        loader = _Loader(content)
    except yaml.YAMLError as error:
        raise CodebookError(f"this is not YAML: {error}", file=file, mend="Save it as UTF-8.") from error
    loader.file, loader.kept = file, kept
    try:
        content = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise CodebookError(
            f"this is not YAML: {error.problem or error.context}",
            file=loader.file,
            line=mark.line + 1 if mark else None,
            mend="Check indents, colons and quotes in this line and the one above.",
        ) from error
    except yaml.YAMLError as error:
        raise CodebookError(f"this is not YAML: {error}", file=loader.file, mend="Save it as UTF-8.") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:  # a date of month 13, a thousand brackets
        raise CodebookError(
            f"a value cannot be read: {error}", file=loader.file, mend="Put it between quotes, or correct it."
        ) from error
    if not isinstance(content, Mapping):
        raise CodingError("the file holds no fields", file=loader.file, line=1, mend="Compare with the shipped one.")
    return content


def is_true(value: Any) -> bool | None:
    """True, false, or None for a word that is neither."""
    word = str(value).strip().lower()
    return True if word in ("true", "yes", "ya", "benar") else False if word in ("false", "no", "tidak") else None

"""Runs notebooks in sequence, in one process: papermill with clear progress, clear failures, same bytes each time."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from coding import messages, paths
from coding.errors import CodingError, together
from coding.files import write_text

OF_A_DISTRICT = (
    "01_transcripts",
    "02_coding",
    "03_review",
    "04_reliability",
    "05_findings",
    "06_network",
    "07_replication",
)
ACROSS = ("08_districts",)


class NotebookError(CodingError):
    """A cell of a notebook failed."""


def run(names: Sequence[str], label: str, parameters: dict[str, Any], out: Path) -> None:
    """Execute notebooks one after the other and keep their executed copies in `out`.

    Raises NotebookError with the notebook, the cell and its error; the executed copy with the error is kept.
    """
    for number, name in enumerate(names, start=1):
        begun = time.monotonic()
        execute(paths.notebooks() / f"{name}.ipynb", out / f"{name}.ipynb", parameters)
        # Whole lines only: two districts may run side by side.
        print(f"[{label} {number}/{len(names)}] {name} {time.monotonic() - begun:.1f} s", flush=True)


def execute(source: Path, target: Path, parameters: dict[str, Any]) -> None:
    """Run one notebook by papermill and write its executed copy without what changes from run to run."""
    import nbformat
    import papermill

    if not source.exists():
        raise NotebookError("there is no such notebook", file=paths.shown(source), mend="Restore it.")
    known = papermill.inspect_notebook(str(source))
    if unknown := set(parameters) - set(known):
        raise NotebookError(
            f"the notebook knows no parameter {min(unknown)!r}",
            file=paths.shown(source),
            mend="Add it to the cell tagged parameters.",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="coding-") as sockets, _nobody_there():
            papermill.execute_notebook(
                str(source),
                str(target),
                parameters=parameters,
                progress_bar=False,
                kernel_name="python3",
                cwd=str(paths.root()),
                config=_transport(sockets),
                extra_arguments=["--IPKernelApp.log_level=CRITICAL", f"--IPKernelApp.exec_lines={_QUIET}"],
            )
    except papermill.PapermillExecutionError as error:
        raise NotebookError(
            f"cell {error.cell_index} failed with {error.ename}: {_last_line(error.evalue)}",
            file=paths.shown(source),
            mend=f"The cell begins: {_first_line(error.source)!r}. The executed copy: {paths.shown(target)}",
        ) from error
    except Exception as error:
        raise NotebookError(
            f"the notebook could not be run ({type(error).__name__}: {error})",
            file=paths.shown(source),
            mend="Run it in JupyterLab to see more.",
        ) from error
    notebook = nbformat.read(target, as_version=4)  # type: ignore[no-untyped-call]
    write_text(target, nbformat.writes(clean(notebook)) + "\n")  # type: ignore[no-untyped-call]


@contextlib.contextmanager
def _nobody_there() -> Iterator[None]:
    """Tells the kernel, which inherits it, that nobody sits before the notebook to decide anything."""
    before = os.environ.get("CODING_BUILD")
    os.environ["CODING_BUILD"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["CODING_BUILD"]
        else:
            os.environ["CODING_BUILD"] = before


# A kernel that is ended while it answers complains of its closed sockets: no fault of the notebook.
_QUIET = "__import__('logging').getLogger('tornado').setLevel('CRITICAL')"


def _transport(folder: str) -> Any:
    """Talk to the kernel through files of this machine, which is faster than TCP and open to nobody else; a short
    folder, since the name of a socket may have some hundred characters only."""
    from traitlets.config import Config

    if os.name == "nt":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": str(Path(folder) / "kernel")}})


def clean(notebook: Any) -> Any:
    """Remove times, machine paths and random names from an executed notebook."""
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
    return notebook


def _first_line(source: str) -> str:
    lines = [line for line in source.split("\n") if line.strip() and not line.startswith("#")]
    return lines[0] if lines else ""


def _last_line(value: str) -> str:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", str(value)).strip()
    return " ".join(plain.split("\n")) or "no message"


def run_district(name: str) -> None:
    """All notebooks of one district. Faults of its inputs are named before anything is touched.

    A district that has only just been made, with nothing in it yet, is left out: it must not keep others waiting.
    """
    from coding import pipeline
    from coding.districts import districts

    if districts.is_empty(name):
        told = f"[{name}] nothing in it yet: left out. Put transcripts into {paths.shown(paths.raw(name))}."
        print(messages.translated(told, messages.language()), flush=True)
        return
    if faults := pipeline.check(name):
        raise together(faults)
    run_anew(OF_A_DISTRICT, name, {"district": name})
    for notice in pipeline.notices(pipeline.Study(name)):
        print(f"[{name}] {messages.shown(notice, messages.language())}", file=sys.stderr)


def run_across() -> None:
    """The notebooks over all districts."""
    from coding.findings.comparison import ACROSS as NAME

    run_anew(ACROSS, NAME, {})


def run_anew(names: Sequence[str], label: str, parameters: dict[str, Any]) -> None:
    """Run notebooks; what they no longer write goes only when all of them are through."""
    from coding.reporting import outputs

    kept = outputs.set_aside(label)
    try:
        run(names, label, parameters, paths.build() / "notebooks" / label)
    except BaseException:
        kept.restore()
        raise


def main(arguments: Sequence[str] | None = None) -> int:
    """``python -m coding.run DISTRICT`` runs a district's notebooks, ``--across`` those over all districts."""
    try:
        for name in sys.argv[1:] if arguments is None else arguments:
            if name == "--across":
                run_across()
            else:
                run_district(name)
    except CodingError as error:
        print(messages.shown(error, messages.language()), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(messages.translated("stopped; run make again", messages.language()), file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())

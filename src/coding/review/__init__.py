"""Review: where a person decides on what the machine suggests, in JupyterLab or in a spreadsheet."""

from __future__ import annotations

import os


def asked(district: str, coder: str, mode: str) -> tuple[str, str, str]:
    """What ``make review DISTRICT=… CODER=… MODE=…`` asked for, or else what is given."""
    told = (os.environ.get(f"REVIEW_{name}", "") for name in ("DISTRICT", "CODER", "MODE"))
    there, who, how = (one or given for one, given in zip(told, (district, coder, mode), strict=True))
    return there, who, how


def review(
    district: str, coder: str = "", *, mode: str = "suggestions", language: str = "id", sample: int = 200
) -> object:
    """Open the review of a district in a notebook.

    coder: the name under which decisions are kept; without one, the screen asks. mode: suggestions, blind (no
    suggestions, no other coder), elusion (`sample` sentences that no suggestion touched) or consensus (what coders
    differ on). Texts and suggestions are brought up to date first.
    Raises CodingError with every fault of the district's inputs.
    """
    from coding.review import widget  # the widget's packages are loaded only where one is shown

    return widget.show(district, coder, mode, language, sample)

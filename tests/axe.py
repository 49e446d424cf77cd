"""What axe-core finds in a page that stands in a browser: every fault of accessibility, whatever its impact.

The engine (axe-core, MPL-2.0) comes with axe-playwright-python and is put into the page; nothing is fetched.
"""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page) -> list[str]:
    """One line a fault: ``impact: rule (what to mend) at the place, its markup``; an empty list when there is none.

    All of axe's rules but the experimental ones are asked, those of WCAG and those of good practice.
    """
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{rule['impact']}: {rule['id']} ({rule['help']}) at {_place(node)}, {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


def serious(page: Page) -> list[str]:
    """Only the faults of serious and critical impact."""
    return [one for one in violations(page) if one.startswith(("serious:", "critical:"))]


def _place(node: dict[str, Any]) -> str:
    return " ".join(map(str, node["target"]))

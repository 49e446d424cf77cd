"""The page as one file that asks for nothing: data, style and script stand in it, and nothing else may run."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from string import Template

from coding.evidence_browser.content import STATIC, Json
from coding.files import read_text

# ES modules, each using those before it only.
MODULES = (
    "dom", "data", "search", "address", "choosing", "taking", "grid", "network", "overview", "facets", "quotes",
    "note", "reader", "browser",
)  # fmt: skip


def script() -> str:
    """The modules as one: behind each other, without what they say of one another."""
    joined = "\n".join(read_text(STATIC / f"{name}.js") for name in MODULES)
    return re.sub(r"^import .*\n|^export ", "", joined, flags=re.MULTILINE)


def page(content: Json) -> str:
    """The HTML of the page. content: see `coding.evidence_browser.content`."""
    code, style = script(), read_text(STATIC / "browser.css")
    words = content["words"]
    return Template(read_text(STATIC / "page.html")).substitute(
        language=content["language"],
        policy=policy(code, style),
        title=escape(words["title"]),
        needs_script=escape(words["needs_script"]),
        style=style,
        data=embedded(content),
        script=code,
    )


def policy(code: str, style: str) -> str:
    """A Content-Security-Policy that lets this script and this style run, and nothing be fetched or sent."""
    return (
        f"default-src 'none'; script-src '{_hash(code)}'; style-src '{_hash(style)}'; base-uri 'none'; "
        "form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def embedded(content: Json) -> str:
    """JSON for an HTML script element: nothing in it can end the element, whatever people wrote.

    >>> embedded({"said": "</script>"})
    '{"said":"\\\\u003c/script>"}'
    """
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return plain.replace("<", "\\u003c")

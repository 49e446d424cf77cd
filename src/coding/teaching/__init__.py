"""The course: exercises with checks that teach, a folder for each student, and a report for the class.

Notebooks of the course need only what is named here.
"""

from __future__ import annotations

from coding.teaching.checks import check
from coding.teaching.desk import code, trace
from coding.teaching.folder import begin, coder
from coding.teaching.partner import invite

__all__ = ["begin", "check", "code", "coder", "invite", "trace"]

"""``python -m coding`` is the command ``coding``."""

from coding.cli import main

raise SystemExit(main())

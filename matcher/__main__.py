"""`python -m matcher`: the matcher for programs and people who like a terminal."""

import sys

from matcher.cli import main

sys.exit(main())

"""The shell of Waymark: database, journeys and commands around the matcher."""

import os

# openpyxl would read and write with lxml where that is installed, which other libraries bring:
# its parser is not the one whose limits are tried here, and what it writes differs by bytes.
os.environ.setdefault("OPENPYXL_LXML", "False")

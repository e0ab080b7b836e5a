"""Write docs/safety/report.md from docs/safety/hazards.yaml; ends with 1 where that is unsound."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.safety_case import UnsoundSafetyCaseError, problems, read_hazards, report

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/safety"


def main() -> int:
    """Write the report; with `--check`, only say whether it is the present one."""
    try:
        hazards = read_hazards(FOLDER / "hazards.yaml")
    except UnsoundSafetyCaseError as error:
        print(error, file=sys.stderr)
        return 1
    found = problems(hazards, ROOT)
    page, made = FOLDER / "report.md", report(hazards)
    if "--check" not in sys.argv:
        page.write_text(made, "utf-8")
    elif not page.is_file() or page.read_text("utf-8") != made:
        found.append("docs/safety/report.md is not current: python scripts/safety_report.py")
    print(*found, sep="\n", file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

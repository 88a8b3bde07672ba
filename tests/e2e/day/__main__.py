"""Plays a day and prints its table: ``make day``, or ``python tests/e2e/day --seed 7``.

Ends with an error if anything was lost, sent twice for no reason, or out of its order.
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[0] = str(ROOT / "tests")  # in place of this folder
sys.path.insert(0, str(ROOT))

from e2e.day.audit import audit  # noqa: E402 - found only with the path above
from e2e.day.script import Day  # noqa: E402 - the same
from e2e.day.table import table  # noqa: E402 - the same
from telegram_server import TelegramServer  # noqa: E402 - the same


def main() -> int:
    """Play, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    with tempfile.TemporaryDirectory() as folder, TelegramServer() as server:
        day = Day(server, Path(folder), seed)
        day.play()
        report = audit(server, day.stage.ledger)
    sys.stdout.write(table(report, day.stage.ledger))
    return 1 if report.faults or day.stage.ledger.cut_short else 0


if __name__ == "__main__":
    sys.exit(main())

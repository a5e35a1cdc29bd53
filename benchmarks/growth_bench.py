"""How a film's cost grows with its grids and its length: time, pixels and memory.

    .venv/bin/python benchmarks/growth_bench.py

Films of cross-correlation in Full HD, each drawn and encoded in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

CELLS = (5, 12, 28, 64)
KERNEL = "1 0 -1; 2 0 -2; 1 0 -1"
HEADER = """| grid | frames a second | length | time per frame | pixels new per frame | memory |
|---|---|---|---|---|---|"""


def measured(cells: int, fps: int, folder: Path) -> dict[str, Any]:
    """Draw and encode one film in this process."""
    from rendering import job as jobs  # noqa: PLC0415 - only in the film's own process
    from rendering.encode import VideoEncoder  # noqa: PLC0415
    from rendering.frames import Change  # noqa: PLC0415
    from scenes.story import Example  # noqa: PLC0415
    from scenes.story.sources import changed  # noqa: PLC0415

    values = [[(3 * row + 5 * column) % 10 for column in range(cells)] for row in range(cells)]
    matrix = "; ".join(" ".join(map(str, row)) for row in values)
    example = changed(Example.of("cross_correlation"), {"input": matrix, "kernel": KERNEL})
    areas: list[int] = []  # pixels that are new, of each picture that differs

    class Counted(VideoEncoder):
        def show(self, change: Change) -> None:
            areas.append(sum(patch.box.area for patch in change.patches))
            super().show(change)

    jobs.ENCODERS = {"mp4": Counted}
    job = jobs.Job("cross_correlation", example, "en", "dark", 1920, 1080, fps, ("mp4",), folder)
    started = time.process_time()
    film = jobs.render(job)
    seconds = time.process_time() - started
    status = Path("/proc/self/status").read_text()  # getrusage would count the parent's memory
    memory = int(status.split("VmHWM:")[1].split()[0]) // 1024
    return {"frames": film.frames, "seconds": seconds, "areas": areas, "memory": memory}


def row(cells: int, fps: int) -> str:
    """The table's line for one film."""
    with TemporaryDirectory(prefix="growth-bench-") as folder:
        command = [sys.executable, __file__, "--film", str(cells), str(fps), folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        found = json.loads(done.stdout.splitlines()[-1])
    frames, pixels = found["frames"], sum(found["areas"])
    return (
        f"| {cells}×{cells} | {fps} | {frames / fps:.0f} s"
        f" | {1000 * found['seconds'] / frames:.1f} ms | {pixels / frames:,.0f}"
        f" | {found['memory']} MB |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--film", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.film:
        cells, fps, folder = chosen.film
        print(json.dumps(measured(int(cells), int(fps), Path(folder))))
        return
    print(HEADER)
    for cells in CELLS:
        print(row(cells, 60), flush=True)
    print(row(CELLS[0], 240), flush=True)


if __name__ == "__main__":
    main()

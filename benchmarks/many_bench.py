"""Many films: stock Manim one after another, ConvReel in one process, in several, and again.

    .venv/bin/python benchmarks/many_bench.py --jobs 2

Wall and processor time are sums over all scenes, memory is that of the largest process; each the
median of the rounds. The films of one process and of several are compared byte by byte.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.film_bench import Runs  # noqa: E402
from rendering.plan import QUALITIES  # noqa: E402
from scenes.catalog import LESSONS, find  # noqa: E402

STOCK = "stock `manim`, one after another"
HEADER = """| {scenes} films, {quality} | wall | processor | memory | {base} |
|---|---:|---:|---:|---:|"""


def stock(scene: str, letter: str, folder: Path) -> list[str]:
    module, name = find(scene).target.split(":")
    return [
        *(sys.executable, "-m", "manim", "render", f"-q{letter}", "--progress_bar", "none"),
        *("--media_dir", str(folder), f"{module.replace('.', '/')}.py", name),
    ]


def ours(scenes: list[str], letter: str, folder: Path, *options: str) -> list[str]:
    chosen = [part for scene in scenes for part in ("--scene", scene)]
    command = [sys.executable, "render.py", *chosen, "-q", letter, "--lang", "en", "--quiet"]
    return [*command, "--out", str(folder), *options]


def total(commands: list[list[str]]) -> tuple[float, float, float]:
    """Seconds, processor seconds and megabytes of commands that run one after another."""
    runs = Runs()
    for command in commands:
        runs.run(command)
    return sum(runs.wall), sum(runs.processor), max(runs.memory)


def contents(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def bench(
    scenes: list[str], letter: str, jobs: int, beside: bool, folder: Path
) -> dict[str, tuple[float, ...]]:
    """One round, `beside` stock Manim or not; the films end below `folder`."""
    os.environ["CONVREEL_CACHE"] = str(folder / "cache")
    one, several = folder / "one", folder / "several"
    rows = {}
    if beside:
        rows[STOCK] = total([stock(scene, letter, folder / "stock") for scene in scenes])
    rows |= {
        "`--jobs 1`": total([ours(scenes, letter, one, "--jobs", "1", "--no-cache")]),
        f"`--jobs {jobs}`": total([ours(scenes, letter, several, "--jobs", str(jobs))]),
        "once more, nothing changed": total([ours(scenes, letter, several)]),
        "once more, into another folder": total([ours(scenes, letter, folder / "other")]),
    }
    if not contents(one) == contents(several) == contents(folder / "other"):
        raise SystemExit("the same films differ")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scene", action="append", help="repeatable; all of them, if not given")
    parser.add_argument("-q", dest="quality", default="h", choices=QUALITIES)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--without-stock", action="store_true", help="stock Manim takes long")
    chosen = parser.parse_args()
    scenes = chosen.scene or [entry.id for entry in LESSONS]
    settings = chosen.quality, chosen.jobs, not chosen.without_stock
    rounds = []
    for _ in range(chosen.rounds):
        with TemporaryDirectory(prefix="many-bench-") as folder:
            rounds.append(bench(scenes, *settings, Path(folder)))
    width, height, fps = QUALITIES[chosen.quality]
    first = next(iter(rounds[0]))
    quality = f"{width}×{height} at {fps}"
    print(HEADER.format(scenes=len(scenes), quality=quality, base=f"beside {first}"))
    base = median(turn[first][0] for turn in rounds)
    for name in rounds[0]:
        figures = zip(*(turn[name] for turn in rounds), strict=True)
        wall, processor, memory = (median(values) for values in figures)
        print(
            f"| {name} | {wall:.1f} s | {processor:.1f} s | {memory:.0f} MB | {base / wall:.1f}× |"
        )


if __name__ == "__main__":
    main()

"""Stock Manim and ConvReel on the same scene class, one after the other, on this machine.

    .venv/bin/python benchmarks/film_bench.py --scene stride --rounds 3

For every scene: wall time, processor time and memory of both commands (median of the rounds), the
time that encoding alone takes, the films' sizes, and how near their pictures are to the drawn ones.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from manim import tempconfig

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.film_quality import quality  # noqa: E402
from rendering import job as jobs  # noqa: E402
from rendering.encode import VideoEncoder  # noqa: E402
from rendering.film import FilmRenderer  # noqa: E402
from rendering.frames import Change, FrameStream  # noqa: E402
from rendering.plan import QUALITIES  # noqa: E402
from scenes.catalog import LESSONS, Entry, find  # noqa: E402
from scenes.story import Example  # noqa: E402

# Run by a small process: a child's memory counts from that of its parent on.
MEASURE = """
import resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
HEADER = """| scene | by | wall | processor | memory | size | PSNR mean / worst | flat colours |
|---|---|---|---|---|---|---|---|"""


@dataclass
class Runs:
    """What one command took, round by round."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def run(self, command: list[str]) -> None:
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, *command],
            cwd=ROOT,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed: {done.stderr}")
        wall, processor, memory = map(float, done.stdout.splitlines()[-1].split())
        self.wall.append(wall)
        self.processor.append(processor)
        self.memory.append(memory)

    def __str__(self) -> str:
        wall, processor, memory = map(median, (self.wall, self.processor, self.memory))
        return f"{wall:6.1f} s | {processor:6.1f} s | {memory:4.0f} MB"


class Kept:
    """Keeps what the drawing sends, to encode it without drawing."""

    def __init__(self) -> None:
        self.changes: list[Change] = []

    def show(self, change: Change) -> None:
        self.changes.append(change)

    def close(self) -> None: ...

    def abandon(self) -> None: ...


def drawn(job: jobs.Job) -> list[Change]:
    """Everything that is new in a film's pictures, in order."""
    kept = Kept()
    stream = FrameStream([kept], lambda _: None)
    with TemporaryDirectory() as folder, tempconfig(jobs.settings(job, folder)):
        jobs.open_lesson(job, FilmRenderer(stream)).render()
    stream.finish()
    return kept.changes


def encoding_alone(
    job: jobs.Job, changes: list[Change], folder: Path, encoders: int
) -> tuple[float, float]:
    """Wall and processor seconds to encode the pictures that differ; films have two encoders."""
    size = (job.width, job.height)
    film = VideoEncoder(folder / "floor.mp4", "mp4", size, job.fps, lanes=encoders)
    started = time.perf_counter(), time.process_time()
    for change in changes:
        film.show(Change(change.patches, 1))
    film.close()
    return time.perf_counter() - started[0], time.process_time() - started[1]


def floor(
    job: jobs.Job, changes: list[Change], folder: Path, rounds: int
) -> tuple[list[str], float]:
    """The lines of the table for encoding alone, and the seconds that one encoder takes."""
    lines, medians = [], []
    for encoders, by in ((1, "one encoder"), (2, "two")):
        times = [encoding_alone(job, changes, folder, encoders) for _ in range(rounds)]
        wall, processor = map(median, zip(*times, strict=True))
        medians.append(wall)
        lines.append(
            f"| {job.lesson} | encoding alone, {by} | {wall:6.1f} s | {processor:6.1f} s | | | | |"
        )
    return lines, medians[0]


def stock_command(entry: Entry, letter: str, folder: Path) -> list[str]:
    module, name = entry.target.split(":")
    return [
        *(sys.executable, "-m", "manim", "render", f"-q{letter}", "--progress_bar", "none"),
        *("--media_dir", str(folder), f"{module.replace('.', '/')}.py", name),
    ]


def our_command(entry: Entry, letter: str, folder: Path) -> list[str]:
    return [
        *(sys.executable, "render.py", "--scene", entry.id, "-q", letter, "--lang", "en"),
        *("--quiet", "--no-cache", "--out", str(folder)),
    ]


def bench(entry: Entry, letter: str, rounds: int, folder: Path, *, stock: bool) -> list[str]:
    """The lines of the table for one scene; without stock Manim's, if that takes too long."""
    manim, ours = Runs(), Runs()
    for turn in range(rounds):
        if stock:
            manim.run(stock_command(entry, letter, folder / f"stock{turn}"))
        ours.run(our_command(entry, letter, folder / f"ours{turn}"))
    example = Example.of(entry.example)
    job = jobs.Job(entry.id, example, "en", "dark", *QUALITIES[letter], ("mp4",), folder / "ours0")
    changes = drawn(job)
    lines, alone = floor(job, changes, folder, rounds)
    frames = sum(change.repeat for change in changes)
    sys.stderr.write(f"{entry.id}: {frames} frames, {len(changes)} that differ\n")
    rows = [row(entry.id, "ConvReel", ours, job.path("mp4"), changes), *lines]
    ratios = [f"{median(ours.wall) / alone:.2f}× encoding alone by one encoder"]
    if stock:
        (path,) = (folder / "stock0").rglob(f"{entry.target.split(':')[1]}.mp4")
        rows.insert(0, row(entry.id, "manim", manim, path, changes))
        ratios.insert(0, f"**{median(manim.wall) / median(ours.wall):.1f}×** manim's speed")
    return [*rows, f"| | | {', '.join(ratios)} | | | | | |"]


def row(scene: str, by: str, runs: Runs, path: Path, changes: list[Change]) -> str:
    mean, worst, right = quality(path, changes)
    size = f"{path.stat().st_size / 1e6:.2f} MB"
    return f"| {scene} | {by} | {runs} | {size} | {mean:.1f} / {worst:.1f} dB | {right:.2%} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scene", action="append", help="repeatable; all of them, if not given")
    parser.add_argument("-q", dest="quality", default="h", choices=QUALITIES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-stock", action="store_true", help="leave stock Manim out")
    chosen = parser.parse_args()
    rows = [HEADER]
    for entry in map(find, chosen.scene or [entry.id for entry in LESSONS]):
        with TemporaryDirectory(prefix="film-bench-") as folder:
            stock = not chosen.without_stock
            rows += bench(entry, chosen.quality, chosen.rounds, Path(folder), stock=stock)
    print("\n".join(rows))


if __name__ == "__main__":
    main()

"""Films to publish that nobody has drawn: a job, its story, and files that stand in for them."""

from dataclasses import dataclass, replace
from pathlib import Path

from rendering.manifest import publish
from rendering.spec import Job
from scenes.story import Beat, Example, Numeral, Storyboard

LOCALE = {
    "en": """[stride]
title = "Stride"
statement = "Steps of {s} & more"
[stride.beats]
ask = "What if the window moves {s} at a time? <script> --> "
first = "The first sum is {total}."
[stride.chapters]
ask = "The question"
""",
    "zh": """[stride]
title = "步幅"
statement = "步幅为 {s}"
[stride.beats]
ask = "如果窗口每次移动 {s}，会怎样？"
first = "第一个和是 {total}。"
[stride.chapters]
ask = "问题"
""",
}

JOB = Job("stride", Example.of("stride"), "en", "dark", 1920, 1080, 60.0, ("mp4",), Path())


def ordered(out, **changes):
    """A job whose files go to `out`."""
    return replace(JOB, out=out, **changes)


@dataclass(frozen=True)
class Film:
    """What is known of a film that was drawn."""

    codecs: dict[Path, str]
    frames: int = 180


def board(total="0"):
    """A story of two beats, which tells one number."""
    first = Beat("first", "first", 15, values={"total": total, "s": "3"}, steps=range(1),
                 shown={"output[0, 0]": Numeral(total)})  # fmt: skip
    ask = Beat("ask", "ask", 30, values={"s": "3"}, chapter=True)
    return Storyboard("stride", (ask, first), "F.conv2d(x, k)")


def film(job):
    """Stand-ins for a film's files, different for each job."""
    stem = Path(job.lesson) / f"{job.lesson}.{job.language}.{job.theme}"
    codecs = {stem.with_name(f"{stem.name}.{format}"): "avc1" for format in job.formats}
    codecs[stem.with_name(f"{stem.name}.webp")] = ""
    for path in codecs:
        (job.out / path).parent.mkdir(parents=True, exist_ok=True)
        (job.out / path).write_text(f"{path} of {job.example.inputs}")
    return Film(codecs)


def published(job, story=None):
    """The manifest after a film has been published."""
    return publish(job, story or board(), film(job)).document


def paths(document, kind="film"):
    """The files of a kind that a manifest names."""
    return [entry["path"] for entry in document["files"] if entry["kind"] == kind]

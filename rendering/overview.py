"""The course on one picture: a row for every chapter, and in it the last picture of each lesson.

The pictures are those that were drawn for the contact sheets; Typst sets them, as it sets the
films' words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import typst

from rendering.atomic import whole_file
from rendering.gallery import WORDS
from rendering.spec import LAST, Job
from scenes import stage
from scenes.stage.theme import THEMES

NAME: Final = "overview.{language}.{theme}.png"
LONGEST: Final = 960  # pixels of a poster's longer side
SOURCE: Final = Path(__file__).with_name("overview.typ")
FONTS: Final = Path(str(stage.__file__)).with_name("fonts")


def write(jobs: Iterable[Job], course: Sequence[dict[str, Any]]) -> list[Path]:
    """Write a picture for each language and theme beside the scenes' folders; returns the paths.

    `course` lists all lessons in order; those that have a job, and a contact sheet, are shown.
    Raises OSError as it comes.
    """
    drawn: dict[tuple[str, str], list[Job]] = {}
    for job in jobs:
        drawn.setdefault((job.language, job.theme), []).append(job)
    return [_write(alike, course) for alike in drawn.values()]


def _write(jobs: Sequence[Job], course: Sequence[dict[str, Any]]) -> Path:
    """The picture of jobs that differ in the lesson alone."""
    job = jobs[0]
    path = job.out / NAME.format(language=job.language, theme=job.theme)
    told = json.dumps(_told({job.lesson: job for job in jobs}, course))
    compile_: Any = typst.compile  # its annotations want all paths, and the source, of one type
    picture = compile_(
        SOURCE.read_bytes(),
        root=job.out,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="png",
        ppi=72,
        sys_inputs={"course": told},
    )
    with whole_file(path) as part:
        part.write_bytes(picture)
    return path


def _told(jobs: dict[str, Job], course: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All that `overview.typ` has to know."""
    job = next(iter(jobs.values()))
    theme, language = THEMES[job.theme], job.language
    shown = [lesson for lesson in course if lesson["id"] in jobs]
    chapters = [list(group) for _, group in groupby(shown, key=lambda lesson: lesson["chapter"])]
    return {
        "language": language,
        "title": WORDS[language]["title"],
        "width": round(job.width * min(1.0, LONGEST / max(job.width, job.height))),
        "ground": theme.background,
        "ink": theme.text,
        "soft": theme.muted,
        "line": theme.unused_fill,
        "chapters": [
            {
                "number": str(lessons[0]["chapter"]),
                "title": lessons[0]["chapter_title"][language],
                "lessons": [_card(lesson, jobs[lesson["id"]]) for lesson in lessons],
            }
            for lessons in chapters
        ],
    }


def _card(lesson: dict[str, Any], job: Job) -> dict[str, str]:
    poster = job.path(LAST).relative_to(job.out).as_posix()
    return {"title": lesson["title"][job.language], "poster": f"/{poster}"}

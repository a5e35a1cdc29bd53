"""From an order to files: whole, exact, the same each time, or not there at all."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from rendering import job as jobs
from rendering.encode import VideoEncoder
from rendering.errors import RenderError
from tests.rendering import standin as lesson
from tests.rendering.pictures import boxes, colour_at, decoded, rgb

MOVING = ("mp4", "webm")
TIMED = ("av1.webm", "alpha.webm")
BEATS = lesson.BEATS
BOARD = lesson.Standin.tell(None)


def pixel(x, y, job):
    """The row and column of a place in Manim's units."""
    return round(job.height * (0.5 - y / 8)), round(job.width / 2 + x * job.height / 8)


@pytest.mark.parametrize("kind", MOVING)
def test_a_film_has_every_frame_of_its_story(film, kind):
    assert len(list(decoded(film("dark").path(kind)))) == BOARD.frame_count(15) == 45


@pytest.mark.parametrize("fps", [24, 30, 23.976])
def test_so_it_has_at_other_rates(order, fps):
    job = replace(order, fps=fps)
    made = jobs.render(job)
    assert made.frames == BOARD.frame_count(fps) == len(list(decoded(job.path("mp4"))))


@pytest.mark.parametrize("kind", MOVING)
def test_frames_come_at_a_constant_rate(film, kind):
    with av.open(str(film("dark").path(kind))) as container:
        times = [frame.time for frame in container.decode(video=0)]
        assert container.streams.video[0].average_rate == 15
        assert container.duration / 1e6 == pytest.approx(BOARD.seconds, abs=0.002)
    steps = [after - before for before, after in pairwise(times)]
    assert steps == pytest.approx([1 / 15] * 44, abs=0.001)  # WebM counts in milliseconds


def test_the_index_of_an_mp4_comes_first(film):
    path = film("dark").path("mp4")
    names = [name for name, _ in boxes(path)]
    assert names.index("moov") < names.index("mdat")
    assert sum(size for _, size in boxes(path)) == path.stat().st_size


@pytest.mark.parametrize("kind", TIMED)
def test_a_film_with_durations_has_every_picture_at_its_time(film, kind):
    """A square moves for nine frames of 45 and then rests; the last frame says how long."""
    with av.open(str(film("dark").path(kind))) as container:
        times = [round(frame.time * 15) for frame in container.decode(video=0)]
        assert container.duration / 1e6 == pytest.approx(BOARD.seconds, abs=0.002)
    moving = range(BEATS[0].ticks, BEATS[0].ticks + 9)
    assert times[0] == 0
    assert times[-1] == 44
    assert set(moving) <= set(times)
    assert len(times) <= len(moving) + 4


@pytest.mark.parametrize("kind", [*MOVING, *TIMED])
def test_colours_are_tagged(film, kind):
    with av.open(str(film("dark").path(kind))) as container:
        context = container.streams.video[0].codec_context
        assert context.pix_fmt == "yuv420p"
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
        assert context.color_range == 1  # that of television


def test_h264_is_of_the_high_profile(film):
    with av.open(str(film("dark").path("mp4"))) as container:
        assert container.streams.video[0].profile == "High"


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("kind", [*MOVING, *TIMED])
def test_flat_colours_are_those_of_the_theme(film, theme, kind):
    job, frames = film(theme), list(decoded(film(theme).path(kind)))
    for planes in (frames[0], frames[-1]):
        for colour, (x, y) in zip(lesson.colours(theme), lesson.centres(), strict=True):
            shown = colour_at(planes, *pixel(x, y, job))
            assert np.abs(shown - rgb(colour)).max() <= 2, colour
        ground = colour_at(planes, 4, 4)
        assert np.abs(ground - rgb(lesson.THEMES[theme].background)).max() <= 2


def test_a_film_in_which_colours_are_wrong_is_found_out(film):
    """The test above can fail: read with another matrix, red is not red."""
    job = film("dark")
    planes = next(decoded(job.path("mp4")))
    planes[1], planes[2] = planes[2], planes[1]
    x, y = lesson.centres()[3]
    shown = colour_at(planes, *pixel(x, y, job))
    assert np.abs(shown - rgb(lesson.colours("dark")[3])).max() > 2


@pytest.mark.parametrize("suffix", ["webp", "png"])
def test_stills_have_the_drawn_colours(film, suffix):
    job = film("dark")
    with Image.open(job.path(suffix)) as still:
        assert still.size == (320, 180)
        for colour, (x, y) in zip(lesson.colours("dark"), lesson.centres(), strict=True):
            row, column = pixel(x, y, job)
            assert still.convert("RGB").getpixel((column, row)) == tuple(rgb(colour))


def test_two_runs_write_the_same_bytes(film, again):
    first, second = (
        {path.name: path.read_bytes() for path in (job.out / "standin").iterdir()}
        for job in (film("dark"), again)
    )
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_the_manifest_names_the_codecs(film):
    job = film("dark")
    manifest = json.loads((job.out / "standin" / "manifest.json").read_text(encoding="utf-8"))
    codecs = {Path(file["path"]).suffix: file.get("codecs") for file in manifest["files"]}
    assert codecs[".mp4"].startswith("avc1.6400")
    named = {file["path"]: file.get("codecs") for file in manifest["files"]}
    assert named["standin.en.dark.webm"] == "vp09.00.11.08.01.01.01.01.00"
    assert named["standin.en.dark.alpha.webm"] == "vp09.00.11.08.01.01.01.01.00"
    assert named["standin.en.dark.av1.webm"] == "av01.0.00M.08.0.110.01.01.01.0"


def test_progress_ends_with_the_last_frame(order):
    seen = []
    made = jobs.render(order, lambda done, total: seen.append((done, total)))
    assert not [path for path in made.written if path.suffix == ".html"]  # keys know no pages
    assert seen[-1] == (45, 45)
    assert seen == sorted(seen)


def test_a_side_that_is_odd_is_refused(order):
    with pytest.raises(RenderError, match="321 × 180 has an odd side: use 322 × 180"):
        jobs.render(replace(order, width=321))
    assert list(order.out.iterdir()) == []


def test_a_scene_that_plays_too_much_is_refused(order, monkeypatch):
    monkeypatch.setattr(lesson.Standin, "frames", lambda self, start, end: end - start + 1)
    with pytest.raises(RenderError, match="the film has 49 frames but its story 45"):
        jobs.render(order)
    assert files(order) == []


def files(job):
    return sorted(path.name for path in job.out.rglob("*") if path.is_file())


@pytest.fixture
def earlier(order):
    """An earlier film, which a failure must not touch."""
    order.path("mp4").parent.mkdir()
    order.path("mp4").write_text("earlier")
    return order


@pytest.mark.parametrize("method", ["show", "close"])
def test_a_failing_encoder_leaves_earlier_films_alone(earlier, monkeypatch, method):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(VideoEncoder, method, fail)
    with pytest.raises(OSError, match="No space left"):
        jobs.render(replace(earlier, formats=("mp4", "webm", "gif")))
    assert files(earlier) == ["standin.en.dark.mp4"]
    assert earlier.path("mp4").read_text() == "earlier"


def test_a_failing_scene_leaves_earlier_films_alone(earlier, monkeypatch):
    monkeypatch.setattr(lesson.Standin, "play_frames", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        jobs.render(earlier)
    assert files(earlier) == ["standin.en.dark.mp4"]


def test_a_poster_that_cannot_be_written_leaves_earlier_films_alone(earlier, monkeypatch):
    """The encoders may still be at work then."""
    ended = []
    abandon = VideoEncoder.abandon
    monkeypatch.setattr(VideoEncoder, "abandon", lambda film: ended.append(film) or abandon(film))
    monkeypatch.setattr(jobs, "_save_stills", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        jobs.render(earlier)
    assert len(ended) == 1
    assert files(earlier) == ["standin.en.dark.mp4"]


@pytest.fixture
def tiny_disk(small_disk):
    return small_disk("8k")


def test_a_full_disk_leaves_nothing_behind(order, tiny_disk):
    job = replace(order, out=tiny_disk, width=1280, height=720)
    with pytest.raises(OSError, match="No space left") as failure:
        jobs.render(job)
    assert failure.value.errno == 28
    assert files(job) == []


KILLED = """
import os, sys
from dataclasses import replace
from pathlib import Path
from rendering import job as jobs
from scenes.catalog import Entry
from scenes.story import Example

jobs.find = lambda name: Entry("standin", "tests.rendering.standin:Standin", 1, "none")
job = jobs.Job(
    "standin", Example("none", {}, {}), "en", "dark", 320, 180, 15, ("mp4",), Path(sys.argv[1])
)
jobs.render(job, lambda done, total: done > 20 and (print(done, flush=True), sys.stdin.read()))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that cannot be caught")
def test_a_killed_run_leaves_earlier_films_alone(earlier):
    command = [sys.executable, "-c", KILLED, str(earlier.out)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert int(running.stdout.readline()) > 20
        running.send_signal(signal.SIGKILL)
    left = [name for name in files(earlier) if not name.startswith(".")]
    assert left == ["standin.en.dark.mp4"]
    assert earlier.path("mp4").read_text() == "earlier"


MEASURED = """
import sys
from pathlib import Path
from rendering import job as jobs
from scenes.story import Example

jobs.render(jobs.Job(
    "stride", Example.of("stride"), "en", "dark", 1920, 1080, 60, ("mp4",), Path(sys.argv[1])
))
status = Path("/proc/self/status").read_text()  # getrusage would count the parent's memory too
print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts memory as Linux does")
def test_a_full_hd_film_needs_less_than_600_mb(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(done.stdout) < 600

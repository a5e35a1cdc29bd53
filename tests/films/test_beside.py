"""What lies beside the film, and the commands that write it."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from scenes.story import Words
from tests.films.decoding import FPS, SIZE, decode

ROOT = Path(__file__).parents[2]


def test_captions_chapters_and_transcript_are_those_of_the_story(stride):
    folder, board = stride.path("mp4").parent, stride.story.board
    captions = (folder / "stride.en.vtt").read_text("utf-8")
    assert captions.startswith("WEBVTT\n")
    assert captions.count(" --> ") == len(board.beats)
    assert captions.split(" --> ")[-1].startswith(clock(board.ticks))
    chapters = (folder / "stride.en.chapters.vtt").read_text("utf-8")
    assert chapters.count(" --> ") == sum(beat.chapter for beat in board.beats)
    words = Words("stride", "en")
    transcript = (folder / "stride.en.txt").read_text("utf-8")
    assert transcript.startswith(f"{words.title}\n")
    for cue in board.captions(words):
        assert f"  {cue.text}\n" in transcript
        assert cue.text.split()[-1] in captions


def clock(ticks):
    thousandths = -(-ticks * 1000 // 15)
    return f"00:{thousandths // 60000:02}:{thousandths // 1000 % 60:02}.{thousandths % 1000:03}"


def test_the_manifest_names_every_file_with_its_hash(stride):
    folder = stride.path("mp4").parent
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = {entry["path"]: entry for entry in manifest["files"]}
    beside = {path.name for path in folder.iterdir()} - {"manifest.json", "player.html"}
    assert files.keys() == beside
    assert {path.name for path in stride.film.written} == beside | {"manifest.json"}
    for name, entry in files.items():
        content = (folder / name).read_bytes()
        assert (entry["sha256"], entry["bytes"]) == (sha256(content).hexdigest(), len(content))
    film = files["stride.en.dark.mp4"]
    assert (film["width"], film["height"], film["fps"]) == (*SIZE, FPS)
    assert film["frames"] == len(stride.frames)
    assert film["seconds"] == pytest.approx(len(stride.frames) / FPS)
    profile = av_profile(stride.path("mp4"))
    assert film["codecs"] == f"avc1.{profile}"


def av_profile(path):
    """Profile, constraints and level, from the parameter set in the file itself."""
    return path.read_bytes().partition(b"avcC")[2][1:4].hex().upper()


def test_the_manifest_tells_the_numbers_of_the_film(stride):
    folder = stride.path("mp4").parent
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    numbers = {k: n for beat in manifest["beats"] for k, n in beat["numbers"].items()}
    assert [numbers[f"output[{r}, {c}]"]["text"] for r, c in np.ndindex(2, 2)] == list("0868")
    assert all(number["exact"] for number in numbers.values())
    assert manifest["beats"][-1]["end"] == pytest.approx(len(stride.frames) / FPS, abs=0.001)


def test_the_command_writes_the_same_bytes_in_a_process_of_its_own(stride, tmp_path):
    """Nothing is left behind but the film's files, and none depends on folders or hash seeds."""
    command = [sys.executable, "render.py", "--scene", "stride", "-q", "l", "--quiet", "--no-cache"]
    options = ["--lang", "en", "--theme", "dark", "--out", str(tmp_path / "media")]
    run([*command, *options])
    assert contents(tmp_path / "media") == contents(stride.job.out)


def contents(folder):
    """The hash of every file below a folder, by its path."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(f.relative_to(folder)): sha256(f.read_bytes()).hexdigest() for f in files}


def run(command):
    done = subprocess.run(
        command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_lesson_is_an_ordinary_manim_scene(stride, tmp_path):
    """`manim -ql scenes/stride.py Stride`; only the folder is the test's own."""
    manim = Path(sys.executable).with_name("manim")
    run([manim, "-ql", "--media_dir", str(tmp_path), "scenes/stride.py", "Stride"])
    (film,) = tmp_path.rglob("Stride.mp4")
    times, _ = decode(film)
    assert len(times) == stride.film.frames

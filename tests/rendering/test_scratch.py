"""What is not finished yet does not stay, and nobody else's is touched."""

import pytest

from rendering.scratch import scratch


def test_the_folder_is_there_only_meanwhile(tmp_path):
    out = tmp_path / "media" / "films"
    with scratch(out) as folder:
        (folder / "deep").mkdir()
        (folder / "deep" / "half.mp4").write_bytes(b"half")
        assert folder.parent == out
    assert list(out.iterdir()) == []


def test_nor_does_it_stay_after_a_failure(tmp_path):
    def stopped():
        with scratch(tmp_path) as folder:
            (folder / "half.mp4").write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert list(tmp_path.iterdir()) == []


def test_two_runs_do_not_disturb_each_other(tmp_path):
    with scratch(tmp_path) as first, scratch(tmp_path) as second:
        assert first != second
        assert first.is_dir()
        assert second.is_dir()


def test_what_a_killed_run_left_is_removed(tmp_path):
    (tmp_path / ".convreel-0123").mkdir()
    (tmp_path / ".convreel-0123" / "half.mp4").write_bytes(b"half")
    (tmp_path / ".convreel-0123.lock").touch()
    (tmp_path / ".convreel-gone.lock").touch()
    mine = tmp_path / "stride"
    mine.mkdir()
    with scratch(tmp_path):
        left = {path.name for path in tmp_path.iterdir()}
        assert not any("0123" in name or "gone" in name for name in left)
    assert list(tmp_path.iterdir()) == [mine]

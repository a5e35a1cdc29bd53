import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from convmath.lenet import load_arrays, load_lenet
from convmath.train_lenet import ProgressBar, main
from tests.convmath.test_fashion import write_part

pytestmark = pytest.mark.usefixtures("one_thread")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def data(tmp_path):
    rng = np.random.default_rng(0)
    for part, count in (("train", 40), ("t10k", 10)):
        images = rng.integers(0, 256, (count, 28, 28))
        write_part(tmp_path, part, images, np.arange(count) % 10)
    return tmp_path


def test_the_command_writes_parameters_history_and_metrics(data, capsys):
    options = ["--variant", "relu", "--data", str(data), "--epochs", "2", "--device", "cpu"]
    assert main([*options, "--seed", "3", "--batch-size", "16", "--out", str(data / "out")]) == 0
    paths = [Path(line) for line in capsys.readouterr().out.split()]
    facts = json.loads(paths[2].read_text("utf-8"))
    assert (facts["seed"], facts["rate"], len(facts["epochs"])) == (3, 0.1, 2)
    assert facts["command"].startswith("python -m convmath.train_lenet --variant relu")
    assert facts["device"].startswith("CPU")
    assert facts["versions"].keys() == {"python", "numpy", "torch"}
    for path in paths[:2]:
        assert facts["sha256"][path.name] == hashlib.sha256(path.read_bytes()).hexdigest()
    network = load_lenet("relu", data / "out")
    assert {values.dtype for values in network.parameters.values()} == {np.dtype(np.float32)}
    assert load_arrays(paths[1])["steps"].tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_the_same_command_writes_the_same_bytes(data):
    command = ["--data", str(data), "--epochs", "1", "--device", "cpu", "--out"]
    for folder in ("one", "two"):
        assert main([*command, str(data / folder)]) == 0
    for name in ("lenet_sigmoid.npz", "lenet_sigmoid_history.npz"):
        assert (data / "one" / name).read_bytes() == (data / "two" / name).read_bytes()


def test_without_the_data_a_sentence_and_status_2(tmp_path):
    command = [sys.executable, "-m", "convmath.train_lenet", "--data", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("train_lenet: ")
    assert "apt-get install dataset-fashion-mnist" in run.stderr


def test_without_pytorch_a_sentence_and_status_2(monkeypatch, capsys, data):
    monkeypatch.setitem(sys.modules, "torch", None)
    assert main(["--data", str(data)]) == 2
    assert capsys.readouterr().err == ("train_lenet: PyTorch is not installed: pip install torch\n")


@pytest.mark.parametrize(("watched", "lines"), [(True, 1), (False, 2)])
def test_the_bar_fills(monkeypatch, capsys, watched, lines):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: watched)
    bar = ProgressBar(epochs=2)
    for step in range(1, 5):
        bar(step, 4, 2.0)
    said = capsys.readouterr().err
    assert said.count("\n") == lines
    assert said.endswith("█" * 30 + " 100 %  epoch 2 of 2  loss 2.000\n")
    assert ("\r" in said) == watched

"""The worked example: its data, its batches, what it reaches, and its command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, assert_type

import numpy as np
import pytest

from typedgrad import Tensor, digits, float32, float64

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("sklearn")

PNG = b"\x89PNG"


# -------------------------------------------------------------------------------------------------------- data
def test_a_fifth_of_the_digits_is_held_out() -> None:
    train, test = digits.load(float32, seed=0)
    assert (train.images.shape, test.images.shape) == ((1437, 64), (360, 64))


def test_the_images_have_named_dimensions() -> None:
    train, _ = digits.load(float64, seed=0)
    assert_type(train.images, Tensor[float64, tuple[digits.Train, digits.Pixels]])
    assert train.images.dtype == np.float64


def test_the_images_are_scaled_to_one() -> None:
    train, _ = digits.load(float32, seed=0)
    assert (train.images.numpy().min(), train.images.numpy().max()) == (0.0, 1.0)


def test_the_labels_are_one_hot() -> None:
    train, _ = digits.load(float32, seed=0)
    assert np.unique(np.sort(train.labels.numpy(), axis=1), axis=0).tolist() == [[0.0] * 9 + [1.0]]


def test_the_split_is_stratified() -> None:
    train, test = digits.load(float32, seed=0)
    np.testing.assert_allclose(train.labels.numpy().mean(axis=0), test.labels.numpy().mean(axis=0), atol=0.002)


def test_the_seed_decides_the_split() -> None:
    (_, first), (_, again), (_, other) = (digits.load(float32, seed) for seed in (0, 0, 1))
    same = [np.array_equal(first.images.numpy(), test.images.numpy()) for test in (again, other)]
    assert same == [True, False]


# ----------------------------------------------------------------------------------------------------- batches
def test_an_epoch_of_the_defaults_has_22_batches() -> None:
    train, _ = digits.load(float32, seed=0)
    batches = digits.Batches(train, digits.Options().batch_size)
    assert len(batches) == len(list(batches)) == 22


def test_every_image_comes_once_an_epoch() -> None:
    train, _ = digits.load(float32, seed=0)
    batches = digits.Batches(train, 64, np.random.default_rng(0))
    seen = np.concatenate([images.numpy() for images, _ in batches])
    np.testing.assert_array_equal(np.sort(seen, axis=0), np.sort(train.images.numpy(), axis=0))


def test_images_keep_their_labels_when_shuffled() -> None:
    train, _ = digits.load(float32, seed=0)
    label_of = dict(zip(map(bytes, train.images.numpy()), train.labels.numpy().tolist(), strict=True))
    images, labels = next(iter(digits.Batches(train, 64, np.random.default_rng(0))))
    assert [label_of[bytes(image)] for image in images.numpy()] == labels.numpy().tolist()


def test_each_epoch_has_an_order_of_its_own() -> None:
    train, _ = digits.load(float32, seed=0)
    batches = digits.Batches(train, 64, np.random.default_rng(0))
    first, second = (next(iter(batches))[0].numpy() for _ in range(2))
    assert not np.array_equal(first, second)


def test_without_a_generator_the_order_stays() -> None:
    _, test = digits.load(float32, seed=0)
    seen = np.concatenate([images.numpy() for images, _ in digits.Batches(test, 100)])
    np.testing.assert_array_equal(seen, test.images.numpy())


@pytest.mark.parametrize(("batch_size", "sizes"), [(200, [200, 160]), (170, [170, 190]), (1000, [360])])
def test_a_small_remainder_joins_the_last_batch(batch_size: int, sizes: list[int]) -> None:
    _, test = digits.load(float32, seed=0)
    assert [images.shape[0] for images, _ in digits.Batches(test, batch_size)] == sizes


# ---------------------------------------------------------------------------------------------- what it reaches
def test_the_default_run_reaches_its_score() -> None:
    assert digits.run(digits.Options(), float32).test_f1 >= 0.96


def test_the_network_has_the_hidden_sizes() -> None:
    network = digits.build_network((7, 5), float32, np.random.default_rng(0))
    assert [parameter.shape for parameter in network.parameters()] == [(64, 7), (7,), (7, 5), (5,), (5, 10), (10,)]


def test_patience_ends_the_run_with_its_best_weights() -> None:
    run = digits.run(digits.Options(learning_rate=0.05, patience=2), float32)
    losses = [epoch.test.loss for epoch in run.history.epochs]
    assert len(losses) < 300
    assert losses.index(min(losses)) == len(losses) - 3


def test_a_run_goes_on_from_its_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / "run.safetensors"
    whole = digits.run(digits.Options(epochs=4), float32)
    digits.run(digits.Options(epochs=2, checkpoint=path), float32)
    told: list[int] = []
    run = digits.run(digits.Options(epochs=4, checkpoint=path), float32, lambda epoch: told.append(epoch.number))
    assert told == [3, 4]
    assert [(epoch.train, epoch.test) for epoch in run.history.epochs] == [
        (epoch.train, epoch.test) for epoch in whole.history.epochs
    ]
    assert run.test_f1 == whole.test_f1


def test_a_checkpoint_of_another_network_ends_with_a_message(tmp_path: Path) -> None:
    path = str(tmp_path / "run.safetensors")
    digits.main(["--epochs", "1", "--checkpoint", path])
    with pytest.raises(SystemExit, match=r"typedgrad.digits: .*run\.safetensors"):
        digits.main(["--epochs", "2", "--checkpoint", path, "--hidden", "30", "20"])


def losses(options: digits.Options, dtype: type[float32] | type[float64] = float32) -> list[float]:
    run = digits.run(options, float64) if dtype is float64 else digits.run(options, float32)
    return [epoch.test.loss for epoch in run.history.epochs]


def test_the_same_seed_gives_the_same_digits() -> None:
    assert losses(digits.Options(epochs=3, seed=5)) == losses(digits.Options(epochs=3, seed=5))


def test_another_seed_gives_others() -> None:
    assert losses(digits.Options(epochs=1, seed=5)) != losses(digits.Options(epochs=1, seed=6))


def test_both_dtypes_learn_alike() -> None:
    options = digits.Options(epochs=3)
    assert losses(options, float32) == pytest.approx(losses(options, float64), rel=1e-4)


# ------------------------------------------------------------------------------------------------- command line
def test_the_command_prints_each_epoch_and_the_test_f1(capsys: pytest.CaptureFixture[str]) -> None:
    digits.main(["--epochs", "3"])
    *epochs, last = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in epochs] == [["epoch", "1"], ["epoch", "2"], ["epoch", "3"]]
    assert float(last.removeprefix("test F1 ")) > 0.0


def test_the_command_takes_its_options() -> None:
    line = "--epochs 5 --batch-size 32 --learning-rate 0.01 --hidden 30 15 --dtype float64 --seed 7 --plots out"
    options = digits.parse([*line.split(), "--patience", "4", "--checkpoint", "run"])
    values = (options.epochs, options.batch_size, options.learning_rate, options.hidden, options.dtype, options.seed)
    assert values == (5, 32, 0.01, (30, 15), "float64", 7)
    assert (str(options.plots), options.patience, str(options.checkpoint)) == ("out", 4, "run")


def test_the_command_without_options_takes_the_defaults() -> None:
    assert digits.parse([]) == digits.Arguments()


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("--epochs 0", "--epochs: 0 is less than 1"),
        ("--epochs many", "--epochs: invalid integer value: 'many'"),
        ("--batch-size 0", "--batch-size: 0 is less than 1"),
        ("--learning-rate nan", "--learning-rate: nan is not a positive number"),
        ("--learning-rate -1", "--learning-rate: -1 is not a positive number"),
        ("--hidden 40", "--hidden: expected 2 arguments"),
        ("--hidden 40 0", "--hidden: 0 is less than 1"),
        ("--dtype float16", "--dtype: invalid choice: 'float16'"),
        ("--patience 0", "--patience: 0 is less than 1"),
        ("--seed -1", "--seed: -1 is less than 0"),
        ("--seed 4294967296", "--seed: 4294967296 is more than 4294967295"),
    ],
)
def test_a_wrong_option_is_named(option: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        digits.parse(option.split())
    assert message in capsys.readouterr().err


def test_a_training_that_diverges_ends_with_a_message() -> None:
    with pytest.raises(SystemExit, match=r"epoch \d+: the loss of batch \d+ is nan"), np.errstate(all="ignore"):
        digits.main(["--epochs", "3", "--learning-rate", "1e38"])


def test_plots_are_saved(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    directory = tmp_path / "new" / "plots"
    digits.main(["--epochs", "1", "--plots", str(directory)])
    assert {path.name: path.read_bytes()[:4] for path in directory.iterdir()} == {
        "curves.png": PNG,
        "predictions.png": PNG,
    }


@pytest.mark.parametrize(
    ("package", "extra", "options"), [("sklearn.datasets", "digits", []), ("matplotlib", "plot", ["--plots", "."])]
)
def test_a_missing_package_is_named_with_its_extra(
    package: str, extra: str, options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(SystemExit, match=rf"{package}.*pip install 'typedgrad\[{extra}\]'"):
        digits.main(["--epochs", "1", *options])
    assert capsys.readouterr().out == ""


def test_plots_where_a_file_is_are_refused_before_the_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib")
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match="File exists"):
        digits.main(["--epochs", "1", "--plots", str(tmp_path / "file")])
    assert capsys.readouterr().out == ""

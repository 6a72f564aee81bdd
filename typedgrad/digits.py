"""The worked example: a network with typed dimensions learns to read scikit-learn's handwritten digits.

    python -m typedgrad.digits

Dimensions are named, tensors say theirs, and mypy and pyright follow the names from the data through the network to
the loss: a layer that does not fit the one before it, labels that do not fit the logits, or batches that do not fit
the network are errors in the editor.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from importlib import import_module
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, NewType, TypeAlias

import numpy as np

from typedgrad import CheckpointError, Tensor, as_tensor, float32, float64, int64, no_grad
from typedgrad.errors import ShapeError, described
from typedgrad.nn import Layer, Linear, Sigmoid, cross_entropy
from typedgrad.optim import Adam
from typedgrad.shapes import FloatDT, N
from typedgrad.train import DataLoader, EarlyStopping, Trainer, f1_score
from typedgrad.train.extras import needs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from typedgrad.train import Epoch, History

# ------------------------------------------------------------------------------------------------------ dimensions
Train = NewType("Train", int)  # the images to learn from
Test = NewType("Test", int)  # the images held out
Batch = NewType("Batch", int)  # the images of one step
Pixels = NewType("Pixels", int)
Hidden1 = NewType("Hidden1", int)
Hidden2 = NewType("Hidden2", int)
Classes = NewType("Classes", int)

SIDE = 8
PIXELS = Pixels(SIDE * SIDE)
CLASSES = Classes(10)

Images: TypeAlias = Tensor[FloatDT, tuple[N, Pixels]]
Labels: TypeAlias = Tensor[FloatDT, tuple[N, Classes]]  # one-hot
Logits: TypeAlias = Tensor[FloatDT, tuple[N, Classes]]
Network: TypeAlias = Layer[tuple[Pixels], tuple[Classes], FloatDT]


# ------------------------------------------------------------------------------------------------------------ data
@dataclass(frozen=True)
class Digits(Generic[FloatDT, N]):
    """`N` images and what they show.

    Attributes:
        images: the gray values, in [0, 1].
        labels: the digits, one-hot.
    """

    images: Images[FloatDT, N]
    labels: Labels[FloatDT, N]


def load(dtype: type[FloatDT], seed: int) -> tuple[Digits[FloatDT, Train], Digits[FloatDT, Test]]:
    """Scikit-learn's 1,797 digits, a fifth of each class held out.

    Args:
        dtype: of the images and of the one-hot labels.
        seed: decides which images are held out.

    Raises:
        ImportError: scikit-learn is not installed.

    >>> train, test = load(float32, seed=0)
    >>> train.images.shape, test.labels.shape
    ((1437, 64), (360, 10))
    """
    with needs("digits"):
        from sklearn.datasets import load_digits  # noqa: PLC0415  # takes a second, and is an extra
        from sklearn.model_selection import train_test_split  # noqa: PLC0415
        from sklearn.preprocessing import label_binarize  # noqa: PLC0415
    images, digits = load_digits(return_X_y=True)
    train_images, test_images, train_labels, test_labels = train_test_split(
        images / 16.0, label_binarize(digits, classes=range(CLASSES)), test_size=0.2, stratify=digits, random_state=seed
    )
    n_train, n_test = Train(len(train_images)), Test(len(test_images))
    return (
        Digits(
            as_tensor(train_images, dtype, (n_train, PIXELS)),
            as_tensor(train_labels, dtype, (n_train, CLASSES)),
        ),
        Digits(
            as_tensor(test_images, dtype, (n_test, PIXELS)),
            as_tensor(test_labels, dtype, (n_test, CLASSES)),
        ),
    )


class Batches(Generic[FloatDT, N]):
    """Digits in batches; with a generator in a new order each time they are iterated.

    A remainder joins the last one as in a `DataLoader`: 1,437 digits are 21 batches of 64 and one of 93.

    Args:
        digits: the digits to batch.
        batch_size: how many there are in a batch.
        rng: shuffles them; without one they stay in order.

    >>> train, _ = load(float32, seed=0)
    >>> [images.shape for images, _ in Batches(train, 512)]
    [(512, 64), (512, 64), (413, 64)]
    """

    def __init__(self, digits: Digits[FloatDT, N], batch_size: int, rng: np.random.Generator | None = None) -> None:
        self._loader: DataLoader[Images[FloatDT, Batch], Labels[FloatDT, Batch]] = DataLoader(
            digits.images, digits.labels, Batch(batch_size), rng=rng
        )

    def __len__(self) -> int:
        return len(self._loader)

    def __iter__(self) -> Iterator[tuple[Images[FloatDT, Batch], Labels[FloatDT, Batch]]]:
        return iter(self._loader)


# --------------------------------------------------------------------------------------------- network and training
def build_network(hidden: tuple[int, int], dtype: type[FloatDT], rng: np.random.Generator) -> Network[FloatDT]:
    """The network: pixels, two hidden layers, logits of the classes.

    Args:
        hidden: the sizes of the hidden layers.
        dtype: of the parameters.
        rng: draws their initial values.

    Raises:
        ShapeError: other than two sizes, or one below 1.
        DTypeError: no float, or no generator.
    """
    if not isinstance(hidden, tuple) or len(hidden) != 2:  # pyright: ignore[reportUnnecessaryIsInstance, reportUnnecessaryComparison]  # untyped callers
        raise ShapeError(f"build_network: hidden is {described(hidden)}, not two sizes")
    hidden1, hidden2 = Hidden1(hidden[0]), Hidden2(hidden[1])
    return (
        Linear(PIXELS, hidden1, dtype, rng=rng)
        >> Sigmoid()
        >> Linear(hidden1, hidden2, dtype, rng=rng)
        >> Sigmoid()
        >> Linear(hidden2, CLASSES, dtype, rng=rng)
    )


class DigitsTrainer(Trainer[Network[FloatDT], Images[FloatDT, Batch], Labels[FloatDT, Batch], Logits[FloatDT, Batch]]):
    """Minimises the cross-entropy; scores by F1, each digit counting the same."""

    def forward(self, images: Images[FloatDT, Batch], /) -> Logits[FloatDT, Batch]:
        """The logits of a batch."""
        return self.network(images)

    def loss(self, logits: Logits[FloatDT, Batch], labels: Labels[FloatDT, Batch], /) -> Tensor[FloatDT, tuple[()]]:
        """The mean cross-entropy of a batch."""
        return cross_entropy(logits, labels)

    def score(self, logits: Logits[FloatDT, Batch], labels: Labels[FloatDT, Batch], /) -> float:
        """The F1 score of a batch, averaged over the digits."""
        return f1_score(labels.argmax(-1), logits.argmax(-1), average="macro")


@dataclass
class Options:
    """What a run can vary, with the defaults.

    Attributes:
        epochs: how often each image is learned from.
        batch_size: how many images there are in a step.
        learning_rate: Adam's.
        hidden: the sizes of the two hidden layers.
        seed: decides the split, the initial parameters and the order of the images.
        plots: the directory that plots go to; None for no plots.
        patience: how many epochs without a lower test loss end the run, with the weights of the best; None for none.
        checkpoint: the file that the run is saved in after each epoch, and goes on from; None for none.
    """

    epochs: int = 300
    batch_size: int = 64
    learning_rate: float = 1e-3
    hidden: tuple[int, int] = (40, 20)
    seed: int = 0
    plots: Path | None = None
    patience: int | None = None
    checkpoint: Path | None = None


@dataclass(frozen=True)
class Result:
    """What came of a run.

    Attributes:
        history: loss and F1 of each epoch, averaged over the batches.
        test_f1: the F1 score of the whole test set after the last epoch, or with the weights that were restored.
    """

    history: History
    test_f1: float


def run(options: Options, dtype: type[FloatDT], on_epoch: Callable[[Epoch], object] | None = None) -> Result:
    """Train a network on the digits and, if asked to, plot how it went.

    Args:
        options: what the run varies.
        dtype: of the data and of the parameters.
        on_epoch: called with the record of each epoch.

    Raises:
        ImportError: a package is not installed: scikit-learn, matplotlib for plots, or safetensors for a checkpoint.
        FloatingPointError: the loss is NaN or infinite.
        CheckpointError: the checkpoint is none of such a run.
        OSError: the plots, or the checkpoint, cannot be written.

    >>> result = run(Options(epochs=2), float32)
    >>> [epoch.number for epoch in result.history.epochs]
    [1, 2]
    """
    if options.plots is not None:
        prepare_plots(options.plots)
    rng = np.random.default_rng(options.seed)
    train, test = load(dtype, options.seed)
    network = build_network(options.hidden, dtype, rng)
    trainer = DigitsTrainer(network, Adam(network.parameters(), lr=options.learning_rate))
    history = trainer.fit(
        Batches(train, options.batch_size, rng),
        Batches(test, options.batch_size),
        epochs=options.epochs,
        callbacks=[] if options.patience is None else [EarlyStopping(patience=options.patience)],
        checkpoint=options.checkpoint,
        on_epoch=on_epoch,
    )
    with no_grad():
        predictions = network.eval()(test.images).argmax(-1)
    targets = test.labels.argmax(-1)
    if options.plots is not None:
        plot(history, test.images, targets, predictions, options.plots)
    return Result(history, test_f1=f1_score(targets, predictions))


def prepare_plots(directory: Path) -> None:
    """Make the directory, and see that there is a matplotlib: better missed before the training than after it."""
    with needs("plot"):
        import_module("matplotlib")
    directory.mkdir(parents=True, exist_ok=True)


def plot(
    history: History,
    images: Images[FloatDT, Test],
    targets: Tensor[int64, tuple[Test]],
    predictions: Tensor[int64, tuple[Test]],
    directory: Path,
) -> None:
    """Save `curves.png`, loss and F1 by epoch, and `predictions.png`, test images with the digits read from them."""
    from typedgrad.train.plots import save_curves, save_predictions  # noqa: PLC0415  # matplotlib is an extra

    save_curves(history, directory / "curves.png", score="F1")
    squares = images.reshape((images.shape[0], SIDE, SIDE)).numpy()
    save_predictions(squares, targets.numpy(), predictions.numpy(), directory / "predictions.png")


# ---------------------------------------------------------------------------------------------------- command line
@dataclass
class Arguments(Options):
    """The options of a run, and its dtype by name."""

    dtype: Literal["float32", "float64"] = "float32"


def at_least(least: int, most: int | None = None) -> Callable[[str], int]:
    """A converter for argparse: an integer from `least` to `most`."""

    def integer(text: str) -> int:
        value = int(text)
        if value < least:
            raise argparse.ArgumentTypeError(f"{value} is less than {least}")
        if most is not None and value > most:
            raise argparse.ArgumentTypeError(f"{value} is more than {most}")
        return value

    return integer


def positive(text: str) -> float:
    """A converter for argparse: a positive, finite number."""
    value = float(text)
    if not 0.0 < value < inf:
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return value


def parse(arguments: Sequence[str] | None = None) -> Arguments:
    """The command line; argparse says what is wrong with it, and exits."""
    parser = argparse.ArgumentParser("python -m typedgrad.digits", description="Learn to read handwritten digits.")
    add = parser.add_argument
    add("--epochs", type=at_least(1), help="passes over the training images (300)")
    add("--batch-size", type=at_least(1), help="images in a step (64)")
    add("--learning-rate", type=positive, help="Adam's (0.001)")
    add("--hidden", type=at_least(1), nargs=2, metavar=("FIRST", "SECOND"), help="sizes of the hidden layers (40 20)")
    add("--dtype", choices=("float32", "float64"), help="of data and parameters (float32)")
    add("--seed", type=at_least(0, 2**32 - 1), help="of the split, the parameters and the order (0)")
    add("--patience", type=at_least(1), help="stop after so many epochs without a lower test loss (never)")
    add("--checkpoint", type=Path, metavar="FILE", help="save each epoch in FILE, and go on from it; needs safetensors")
    add("--plots", type=Path, metavar="DIR", help="save plots in DIR; needs matplotlib")
    options = parser.parse_args(arguments, namespace=Arguments())
    first, second = options.hidden
    options.hidden = (first, second)  # argparse gives a list
    return options


def show(epoch: Epoch) -> None:
    """Print the loss and the F1 of an epoch, averaged over the batches."""
    print(
        f"epoch {epoch.number:3}  train loss {epoch.train.loss:.4f} F1 {epoch.train.score:.4f}"
        f"  test loss {epoch.test.loss:.4f} F1 {epoch.test.score:.4f}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command: train, print each epoch, and end with the F1 score of the whole test set."""
    options = parse(arguments)
    try:
        result = run(options, float64, show) if options.dtype == "float64" else run(options, float32, show)
    except (ImportError, FloatingPointError, CheckpointError, OSError) as error:
        sys.exit(f"typedgrad.digits: {error}")
    print(f"test F1 {result.test_f1:.4f}")


if __name__ == "__main__":
    main()

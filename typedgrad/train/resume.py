"""`Saved`: all of a run that a checkpoint holds, so that it can go on as if it had never been interrupted."""

from __future__ import annotations

from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typedgrad.checkpoint import load_checkpoint, save_checkpoint
from typedgrad.errors import DTypeError, described
from typedgrad.stateful import is_stateful
from typedgrad.train.extras import needs
from typedgrad.train.generators import generators_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typedgrad.stateful import Stateful
    from typedgrad.train.batches import Batches
    from typedgrad.train.callbacks import Callback
    from typedgrad.train.records import Records
    from typedgrad.train.trainer import Trainer


class Saved:
    """The file of a run. That there is nothing to write it with is missed now, better than after an epoch.

    Args:
        path: the file.
        trainer: whose network, optimizer and schedule are saved; itself too, if it has a state.
        train: the batches, for their generators.
        test: as above.
        callbacks: those that have a state are saved, each under its position and class.
        records: the history.

    Raises:
        ImportError: safetensors is not installed.
    """

    def __init__(
        self,
        path: str | PathLike[str],
        trainer: Trainer[Any, Any, Any, Any],
        train: Batches[Any, Any],
        test: Batches[Any, Any],
        callbacks: Sequence[Callback[Any]],
        records: Records,
    ) -> None:
        if not isinstance(path, (str, PathLike)):
            raise DTypeError(f"fit: checkpoint is {described(path)}, no path")
        self._path = Path(path)
        with needs("checkpoint"):
            import_module("safetensors.numpy")
        self._trainer, self._records = trainer, records
        self._parts: dict[str, Stateful] = {"history": records}
        holders: dict[str, object] = {"trainer": trainer, "train": train, "test": test}
        for position, callback in enumerate(callbacks):
            name = f"callback.{position}.{type(callback).__name__}"
            holders[name] = callback
            if is_stateful(callback):
                self._parts[name] = callback
        if is_stateful(trainer):
            self._parts["trainer"] = trainer
        self._generators = generators_of(holders)

    def load(self) -> None:
        """Go on from the file, if there is one.

        Raises:
            CheckpointError: it does not fit the run.
            OSError: it cannot be read, or its directory is missing.
        """
        if not self._path.exists():
            if not self._path.parent.is_dir():  # better missed before the first epoch than after it
                raise FileNotFoundError(f"fit: {self._path.parent}, the directory of the checkpoint, is missing")
            return
        trainer = self._trainer
        load_checkpoint(
            self._path,
            trainer.network,
            optimizer=trainer.optimizer,
            schedule=trainer.schedule,
            generators=self._generators,
            parts=self._parts,
        )

    def save(self) -> None:
        """Save the run as it is.

        Raises:
            OSError: the file cannot be written.
        """
        trainer = self._trainer
        save_checkpoint(
            self._path,
            trainer.network,
            optimizer=trainer.optimizer,
            schedule=trainer.schedule,
            generators=self._generators,
            epoch=len(self._records.epochs),
            parts=self._parts,
        )

"""Checkpoints: tensors, and the state of a run, in safetensors files that are written whole or not at all."""

from typedgrad.checkpoint.run import load_checkpoint as load_checkpoint
from typedgrad.checkpoint.run import save_checkpoint as save_checkpoint
from typedgrad.checkpoint.tensors import load_metadata as load_metadata
from typedgrad.checkpoint.tensors import load_tensors as load_tensors
from typedgrad.checkpoint.tensors import save_tensors as save_tensors
from typedgrad.errors import CheckpointError as CheckpointError

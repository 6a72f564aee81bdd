"""Checkpoints that were damaged at random: each is refused with a `CheckpointError`, or loads and is saved as the same.

python -m fuzz [--examples N]
"""

"""Checkpoints that were damaged at random: each is refused with a `CheckpointError`, or loads and is saved as the same.

Of tensors, and of runs, which a refused file leaves as they were. python -m fuzz [--examples N]
"""

"""The peers, a library a file. To add one: a `Peer` in its library's `PEERS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.peers import autograd, jax, numpy, reference, torch, typedgrad

if TYPE_CHECKING:
    from benchmarks.peer import Peer

REFERENCE = reference.PEER
PEERS: tuple[Peer, ...] = (
    REFERENCE,
    *typedgrad.PEERS,
    *numpy.PEERS,
    *torch.PEERS,
    *jax.PEERS,
    *autograd.PEERS,
)
"""All of them, in the order of the tables."""

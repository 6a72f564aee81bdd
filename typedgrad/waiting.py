"""How the walk back keeps the nodes that it has yet to go to, in the order of their numbers: the latest last."""

from __future__ import annotations

from operator import attrgetter

from typedgrad.nodes import Node, freed

_order = attrgetter("order")
_FEW = 256


class _Older(Node):
    """Stands first among many pending nodes, for those older than itself, which wait in a heap.

    A sorted list alone costs quadratic time where a tensor is made of 100,000 others.
    """

    __slots__ = ("heap",)

    def __init__(self) -> None:
        super().__init__(None, (), (), ())
        self.heap: list[tuple[int, Node]] = []  # numbers are negative, for the latest to be first


def refill(pending: list[Node], node: Node) -> None:
    """Put back some older nodes, the latest, where all others are done.

    Raises:
        GradientError: the node is a call that was freed.
    """
    from heapq import heappop  # noqa: PLC0415  # as in `insert`

    if not isinstance(node, _Older):
        raise freed(node)
    latest: list[Node] = [heappop(node.heap)[1] for _ in range(min(_FEW, len(node.heap)))]
    if node.heap:
        node.order = -node.heap[0][0]
        latest.append(node)
    pending.extend(reversed(latest))


def insert(pending: list[Node], node: Node) -> None:
    """Put a node where its number is due."""
    from bisect import insort  # noqa: PLC0415  # few graphs need it
    from heapq import heappush  # noqa: PLC0415

    older = pending[0]
    if isinstance(older, _Older) and node.order < older.order:
        heappush(older.heap, (-node.order, node))
        return
    insort(pending, node, key=_order)
    if len(pending) > 2 * _FEW:
        moved = pending[:-_FEW]
        if isinstance(older, _Older):
            del moved[0]
        else:
            older = _Older()
        for each in moved:
            heappush(older.heap, (-each.order, each))
        older.order = moved[-1].order
        pending[:-_FEW] = [older]

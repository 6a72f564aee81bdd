"""Who may change the gradients of parameters: one thread, or several in turn.

Losses of several threads may depend on one parameter. NumPy lets other threads run while it adds large arrays, so who
changes gradients holds a lock. A walk that writes into the memory of leaves would have to hold it to its end, which is
right for a single thread. Once there are several, they walk side by side, and add under the lock what they found.
"""

from __future__ import annotations

from _thread import RLock, get_ident  # threading loads more

from typedgrad.forks import renewed_in_child


class _Threads:
    """The threads that call `backprop`.

    Attributes:
        lock: who changes gradients holds it.
        are_several: whether there are several; it stays true.
        alone: the number of the thread, if there is one only.
    """

    def __init__(self) -> None:
        self.lock: RLock = RLock()
        self.are_several: bool = False
        self.alone: int | None = None

    def forked(self) -> None:
        """Go on in a new process. A thread that it has not may have held the lock."""
        self.lock = RLock()

    def enter(self) -> bool:
        """Count this thread, and return `are_several`."""
        this = get_ident()
        if self.alone is None and not self.are_several:
            with self.lock:
                if not self.are_several:  # unless another thread was first
                    self.alone = self.alone or this
        if self.alone != this:  # not under the lock, which the one may hold until its walk ends
            self.are_several, self.alone = True, None
        return self.are_several


threads: _Threads = _Threads()
renewed_in_child(threads, threads.forked)

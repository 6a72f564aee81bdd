"""The sizes that an argument keeps as literals: `eye(3)` is a `Tensor[float32, tuple[Literal[3], Literal[3]]]`.

A type variable bound to a union of literals is the one way to have both checkers infer a literal from an argument that
is no tuple. A size that is not listed counts as `int`, which a name (`Hidden(1234)`) avoids. The list stays below 256
members, beyond which pyright widens them.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

# fmt: off
Size: TypeAlias = Literal[
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
    30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55,
    56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81,
    82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 112, 120, 128, 144, 150, 160,
    192, 196, 200, 224, 225, 250, 256, 288, 300, 320, 384, 400, 448, 480, 500, 512, 576, 600, 640, 768, 784,
    800, 896, 900, 1000, 1024, 1152, 1200, 1280, 1536, 1600, 1792, 2000, 2048, 2304, 2560, 3000, 3072, 4096,
    8192, 10000
]
# fmt: on

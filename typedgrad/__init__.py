"""typedgrad: tensors whose dtype and shape are part of their type, with gradients, modules and training."""

import typing as _typing

if _typing.TYPE_CHECKING:  # what checkers and editors read
    from typedgrad.autodiff import backprop as backprop
    from typedgrad.autodiff import gradients as gradients
    from typedgrad.autodiff import value_and_grad as value_and_grad
    from typedgrad.checks.checked import checked as checked
    from typedgrad.compile.step import compiled as compiled
    from typedgrad.dtypes import Bitwise as Bitwise
    from typedgrad.dtypes import DType as DType
    from typedgrad.dtypes import Float as Float
    from typedgrad.dtypes import Integer as Integer
    from typedgrad.dtypes import Numeric as Numeric
    from typedgrad.dtypes import bool_ as bool_
    from typedgrad.dtypes import float32 as float32
    from typedgrad.dtypes import float64 as float64
    from typedgrad.dtypes import int32 as int32
    from typedgrad.dtypes import int64 as int64
    from typedgrad.errors import CheckpointError as CheckpointError
    from typedgrad.errors import CompileError as CompileError
    from typedgrad.errors import DTypeError as DTypeError
    from typedgrad.errors import GradientError as GradientError
    from typedgrad.errors import LinAlgError as LinAlgError
    from typedgrad.errors import ShapeError as ShapeError
    from typedgrad.finite import check_gradients as check_gradients
    from typedgrad.finite import finite_difference as finite_difference
    from typedgrad.graph import Graph as Graph
    from typedgrad.graph import to_dot as to_dot
    from typedgrad.nan import detect_nan as detect_nan
    from typedgrad.ops.arithmetic import add as add
    from typedgrad.ops.arithmetic import floor_divide as floor_divide
    from typedgrad.ops.arithmetic import maximum as maximum
    from typedgrad.ops.arithmetic import minimum as minimum
    from typedgrad.ops.arithmetic import multiply as multiply
    from typedgrad.ops.arithmetic import power as power
    from typedgrad.ops.arithmetic import remainder as remainder
    from typedgrad.ops.arithmetic import subtract as subtract
    from typedgrad.ops.averages import logsumexp as logsumexp
    from typedgrad.ops.averages import mean as mean
    from typedgrad.ops.axes import expand_dims as expand_dims
    from typedgrad.ops.axes import moveaxis as moveaxis
    from typedgrad.ops.axes import permute_dims as permute_dims
    from typedgrad.ops.bitwise import bitwise_and as bitwise_and
    from typedgrad.ops.bitwise import bitwise_invert as bitwise_invert
    from typedgrad.ops.bitwise import bitwise_left_shift as bitwise_left_shift
    from typedgrad.ops.bitwise import bitwise_or as bitwise_or
    from typedgrad.ops.bitwise import bitwise_right_shift as bitwise_right_shift
    from typedgrad.ops.bitwise import bitwise_xor as bitwise_xor
    from typedgrad.ops.broadcast import broadcast_to as broadcast_to
    from typedgrad.ops.clip import clip as clip
    from typedgrad.ops.counting import count_nonzero as count_nonzero
    from typedgrad.ops.creation import empty as empty
    from typedgrad.ops.creation import empty_like as empty_like
    from typedgrad.ops.creation import full as full
    from typedgrad.ops.creation import full_like as full_like
    from typedgrad.ops.creation import ones as ones
    from typedgrad.ops.creation import ones_like as ones_like
    from typedgrad.ops.creation import zeros as zeros
    from typedgrad.ops.creation import zeros_like as zeros_like
    from typedgrad.ops.cumulative import cumprod as cumprod
    from typedgrad.ops.cumulative import cumsum as cumsum
    from typedgrad.ops.decomposition import EighResult as EighResult
    from typedgrad.ops.decomposition import QRResult as QRResult
    from typedgrad.ops.decomposition import SlogdetResult as SlogdetResult
    from typedgrad.ops.decomposition import SVDResult as SVDResult
    from typedgrad.ops.decomposition import eigh as eigh
    from typedgrad.ops.decomposition import eigvalsh as eigvalsh
    from typedgrad.ops.decomposition import matrix_rank as matrix_rank
    from typedgrad.ops.decomposition import qr as qr
    from typedgrad.ops.decomposition import slogdet as slogdet
    from typedgrad.ops.decomposition import svd as svd
    from typedgrad.ops.decomposition import svdvals as svdvals
    from typedgrad.ops.deviation import std as std
    from typedgrad.ops.deviation import var as var
    from typedgrad.ops.einsum import einsum as einsum
    from typedgrad.ops.elementwise import abs as abs
    from typedgrad.ops.elementwise import erf as erf
    from typedgrad.ops.elementwise import exp as exp
    from typedgrad.ops.elementwise import expm1 as expm1
    from typedgrad.ops.elementwise import log as log
    from typedgrad.ops.elementwise import log1p as log1p
    from typedgrad.ops.elementwise import log2 as log2
    from typedgrad.ops.elementwise import log10 as log10
    from typedgrad.ops.elementwise import log_sigmoid as log_sigmoid
    from typedgrad.ops.elementwise import reciprocal as reciprocal
    from typedgrad.ops.elementwise import relu as relu
    from typedgrad.ops.elementwise import sigmoid as sigmoid
    from typedgrad.ops.elementwise import softplus as softplus
    from typedgrad.ops.elementwise import sqrt as sqrt
    from typedgrad.ops.elementwise import square as square
    from typedgrad.ops.elementwise import tanh as tanh
    from typedgrad.ops.equality import equal as equal
    from typedgrad.ops.equality import equal_elementwise as equal_elementwise
    from typedgrad.ops.equality import logical_and as logical_and
    from typedgrad.ops.equality import logical_not as logical_not
    from typedgrad.ops.equality import logical_or as logical_or
    from typedgrad.ops.equality import logical_xor as logical_xor
    from typedgrad.ops.equality import not_equal as not_equal
    from typedgrad.ops.finiteness import isfinite as isfinite
    from typedgrad.ops.finiteness import isinf as isinf
    from typedgrad.ops.finiteness import isnan as isnan
    from typedgrad.ops.floats import arctan2 as arctan2
    from typedgrad.ops.floats import divide as divide
    from typedgrad.ops.floats import hypot as hypot
    from typedgrad.ops.floats import logaddexp as logaddexp
    from typedgrad.ops.indexing import one_hot as one_hot
    from typedgrad.ops.indexing import take as take
    from typedgrad.ops.indexing import take_along_axis as take_along_axis
    from typedgrad.ops.interchange import as_tensor as as_tensor
    from typedgrad.ops.interchange import from_dlpack as from_dlpack
    from typedgrad.ops.interchange import from_numpy as from_numpy
    from typedgrad.ops.linalg import cholesky as cholesky
    from typedgrad.ops.linalg import det as det
    from typedgrad.ops.linalg import inv as inv
    from typedgrad.ops.linalg import matrix_power as matrix_power
    from typedgrad.ops.linalg import pinv as pinv
    from typedgrad.ops.linalg import solve as solve
    from typedgrad.ops.linalg import trace as trace
    from typedgrad.ops.logic import all as all
    from typedgrad.ops.logic import any as any
    from typedgrad.ops.manipulation import concat as concat
    from typedgrad.ops.manipulation import matrix_transpose as matrix_transpose
    from typedgrad.ops.manipulation import reshape as reshape
    from typedgrad.ops.norm import norm as norm
    from typedgrad.ops.order import greater as greater
    from typedgrad.ops.order import greater_equal as greater_equal
    from typedgrad.ops.order import less as less
    from typedgrad.ops.order import less_equal as less_equal
    from typedgrad.ops.padding import pad as pad
    from typedgrad.ops.position import argmax as argmax
    from typedgrad.ops.position import argmin as argmin
    from typedgrad.ops.products import cross as cross
    from typedgrad.ops.products import matmul as matmul
    from typedgrad.ops.products import outer as outer
    from typedgrad.ops.products import vecdot as vecdot
    from typedgrad.ops.ranges import arange as arange
    from typedgrad.ops.ranges import eye as eye
    from typedgrad.ops.ranges import linspace as linspace
    from typedgrad.ops.ranges import meshgrid as meshgrid
    from typedgrad.ops.rearranging import flip as flip
    from typedgrad.ops.rearranging import roll as roll
    from typedgrad.ops.reduction import max as max
    from typedgrad.ops.reduction import min as min
    from typedgrad.ops.reduction import prod as prod
    from typedgrad.ops.reduction import sum as sum
    from typedgrad.ops.repeating import repeat as repeat
    from typedgrad.ops.repeating import tile as tile
    from typedgrad.ops.rounding import ceil as ceil
    from typedgrad.ops.rounding import floor as floor
    from typedgrad.ops.rounding import negative as negative
    from typedgrad.ops.rounding import positive as positive
    from typedgrad.ops.rounding import round as round
    from typedgrad.ops.rounding import sign as sign
    from typedgrad.ops.rounding import trunc as trunc
    from typedgrad.ops.searching import nonzero as nonzero
    from typedgrad.ops.searching import searchsorted as searchsorted
    from typedgrad.ops.selection import where as where
    from typedgrad.ops.sets import unique as unique
    from typedgrad.ops.sets import unique_all as unique_all
    from typedgrad.ops.sets import unique_counts as unique_counts
    from typedgrad.ops.sets import unique_inverse as unique_inverse
    from typedgrad.ops.sets import unique_values as unique_values
    from typedgrad.ops.sorting import argsort as argsort
    from typedgrad.ops.sorting import sort as sort
    from typedgrad.ops.sorting import topk as topk
    from typedgrad.ops.splitting import split as split
    from typedgrad.ops.splitting import unstack as unstack
    from typedgrad.ops.stacking import stack as stack
    from typedgrad.ops.tensordot import tensordot as tensordot
    from typedgrad.ops.triangles import diagonal as diagonal
    from typedgrad.ops.triangles import tril as tril
    from typedgrad.ops.triangles import triu as triu
    from typedgrad.ops.trigonometry import arccos as arccos
    from typedgrad.ops.trigonometry import arccosh as arccosh
    from typedgrad.ops.trigonometry import arcsin as arcsin
    from typedgrad.ops.trigonometry import arcsinh as arcsinh
    from typedgrad.ops.trigonometry import arctan as arctan
    from typedgrad.ops.trigonometry import arctanh as arctanh
    from typedgrad.ops.trigonometry import cos as cos
    from typedgrad.ops.trigonometry import cosh as cosh
    from typedgrad.ops.trigonometry import sin as sin
    from typedgrad.ops.trigonometry import sinh as sinh
    from typedgrad.ops.trigonometry import tan as tan
    from typedgrad.second_order import hessian as hessian
    from typedgrad.second_order import hessian_vector_product as hessian_vector_product
    from typedgrad.second_order import jacobian as jacobian
    from typedgrad.shapes import One as One
    from typedgrad.shapes import Plus as Plus
    from typedgrad.shapes import Times as Times
    from typedgrad.shapes import plus as plus
    from typedgrad.shapes import times as times
    from typedgrad.tape import enable_grad as enable_grad
    from typedgrad.tape import no_grad as no_grad
    from typedgrad.tensor.aliases import Matrix as Matrix
    from typedgrad.tensor.aliases import Scalar as Scalar
    from typedgrad.tensor.aliases import Vector as Vector
    from typedgrad.tensor.axes import squeeze as squeeze
    from typedgrad.tensor.axes import swapaxes as swapaxes
    from typedgrad.tensor.flattening import flatten as flatten
    from typedgrad.tensor.flattening import unflatten as unflatten
    from typedgrad.tensor.parameter import Parameter as Parameter
    from typedgrad.tensor.shaping import transpose as transpose
    from typedgrad.tensor.tensor import Tensor as Tensor

else:  # the same at run time, each name loaded where it is first used; a test holds it to the imports above
    from typedgrad.lazy import lazily as _lazily

    __getattr__, __dir__, __all__ = _lazily(
        __name__,
        {
            "autodiff": "backprop gradients value_and_grad",
            "checks.checked": "checked",
            "compile.step": "compiled",
            "dtypes": "Bitwise DType Float Integer Numeric bool_ float32 float64 int32 int64",
            "errors": "CheckpointError CompileError DTypeError GradientError LinAlgError ShapeError",
            "finite": "check_gradients finite_difference",
            "graph": "Graph to_dot",
            "nan": "detect_nan",
            "ops.arithmetic": "add floor_divide maximum minimum multiply power remainder subtract",
            "ops.averages": "logsumexp mean",
            "ops.axes": "expand_dims moveaxis permute_dims",
            "ops.bitwise": "bitwise_and bitwise_invert bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor",
            "ops.broadcast": "broadcast_to",
            "ops.clip": "clip",
            "ops.counting": "count_nonzero",
            "ops.creation": "empty empty_like full full_like ones ones_like zeros zeros_like",
            "ops.cumulative": "cumprod cumsum",
            "ops.decomposition": "EighResult QRResult SlogdetResult SVDResult eigh eigvalsh matrix_rank qr slogdet svd "
            "svdvals",
            "ops.deviation": "std var",
            "ops.einsum": "einsum",
            "ops.elementwise": "abs erf exp expm1 log log1p log2 log10 log_sigmoid reciprocal relu sigmoid softplus "
            "sqrt square tanh",
            "ops.equality": "equal equal_elementwise logical_and logical_not logical_or logical_xor not_equal",
            "ops.finiteness": "isfinite isinf isnan",
            "ops.floats": "arctan2 divide hypot logaddexp",
            "ops.indexing": "one_hot take take_along_axis",
            "ops.interchange": "as_tensor from_dlpack from_numpy",
            "ops.linalg": "cholesky det inv matrix_power pinv solve trace",
            "ops.logic": "all any",
            "ops.manipulation": "concat matrix_transpose reshape",
            "ops.norm": "norm",
            "ops.order": "greater greater_equal less less_equal",
            "ops.padding": "pad",
            "ops.position": "argmax argmin",
            "ops.products": "cross matmul outer vecdot",
            "ops.ranges": "arange eye linspace meshgrid",
            "ops.rearranging": "flip roll",
            "ops.reduction": "max min prod sum",
            "ops.repeating": "repeat tile",
            "ops.rounding": "ceil floor negative positive round sign trunc",
            "ops.searching": "nonzero searchsorted",
            "ops.selection": "where",
            "ops.sets": "unique unique_all unique_counts unique_inverse unique_values",
            "ops.sorting": "argsort sort topk",
            "ops.splitting": "split unstack",
            "ops.stacking": "stack",
            "ops.tensordot": "tensordot",
            "ops.triangles": "diagonal tril triu",
            "ops.trigonometry": "arccos arccosh arcsin arcsinh arctan arctanh cos cosh sin sinh tan",
            "second_order": "hessian hessian_vector_product jacobian",
            "shapes": "One Plus Times plus times",
            "tape": "enable_grad no_grad",
            "tensor.aliases": "Matrix Scalar Vector",
            "tensor.axes": "squeeze swapaxes",
            "tensor.flattening": "flatten unflatten",
            "tensor.parameter": "Parameter",
            "tensor.shaping": "transpose",
            "tensor.tensor": "Tensor",
        },
    )

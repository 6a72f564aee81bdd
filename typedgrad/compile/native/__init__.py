"""Programs as native code, by way of C and the system's compiler."""

from typedgrad.compile.native.assembly import planned as planned
from typedgrad.compile.native.compiler import compiler as compiler

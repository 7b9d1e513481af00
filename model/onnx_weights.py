"""The weights inside an ONNX file, under the names that they had in PyTorch."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

from events.errors import Rejected

Array = npt.NDArray[Any]


def read_onnx(path: Path) -> dict[str, Array]:
    """Return the file's tensors by their PyTorch names, matrices as PyTorch has them: (out, in).

    An export multiplies by the transposed matrix, which it stores under a name like onnx::MatMul_1525. The bias that is
    added to the product has kept its name, and tells what the matrix is. Raises `Rejected` for a file that is no ONNX.
    """
    try:
        graph = onnx.load(path).graph
    except Exception as error:  # protobuf's own error, whose class depends on its backend
        raise Rejected(f"{path.name} is no ONNX file: correct the catalogue") from error
    matrices = _matrices(graph)
    tensors: dict[str, Array] = {}
    for stored in graph.initializer:
        array = numpy_helper.to_array(stored)
        if name := matrices.get(stored.name):
            tensors[name] = np.ascontiguousarray(array.T)
        else:
            tensors[stored.name] = array
    return tensors


def _matrices(graph: onnx.GraphProto) -> dict[str, str]:
    """Return the PyTorch names of the matrices that the graph multiplies by, by their names in the graph."""
    factors = {node.output[0]: node.input[1] for node in graph.node if node.op_type == "MatMul"}
    sums = [set(node.input) for node in graph.node if node.op_type == "Add"]
    return {
        factors[product]: bias.removesuffix("bias") + "weight"
        for inputs in sums
        for product in inputs & factors.keys()
        for bias in inputs
        if bias.endswith(".bias")
    }

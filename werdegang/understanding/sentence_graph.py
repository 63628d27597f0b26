"""The network of the sentence encoder, in ONNX's own notation, and its weights' shapes.

`scripts/build-sentence-network` makes `sentence_network.onnx` of it, which holds no
weights.
"""

from __future__ import annotations

from typing import Dict, Tuple

PIECE_NUMBERS = 512
"""How many numbers a word piece has."""
NUMBERS = 512
"""How many numbers a sentence has."""
BRANCH = 256
ENTRY = 3 * BRANCH
ALL = PIECE_NUMBERS + ENTRY
NARROW = 320
EPSILON = 1e-12
BRANCHES: Tuple[Tuple[int, int], ...] = ((2, 0), (3, 1), (5, 2))
"""Word pieces that each branch sees together, and how many of them stand before."""
MOST_BEFORE = max(before for _order, before in BRANCHES)
MOST_BEHIND = max(order - 1 - before for order, before in BRANCHES)
LAYERS = (1, 2)
"""Convolutions of each branch."""
SHAPES: Dict[str, Tuple[int, ...]] = {
    "proj": (PIECE_NUMBERS, ENTRY),
    "proj_b": (ENTRY,),
    "entry_g": (ENTRY,),
    "entry_b": (ENTRY,),
    **{
        f"w{layer}_{order}": (order * BRANCH, BRANCH)
        for order, _before in BRANCHES
        for layer in LAYERS
    },
    **{
        f"b{layer}_{order}": (BRANCH,)
        for order, _before in BRANCHES
        for layer in LAYERS
    },
    "ln_g": (ALL,),
    "ln_b": (ALL,),
    "cnn_W": (ALL, NUMBERS),
    "cnn_b": (1, NUMBERS),
    "d0": (NUMBERS, NARROW),
    "d1": (NARROW, NARROW),
    "d2": (NARROW, NUMBERS),
    "d3": (NUMBERS, NUMBERS),
    "p1": (NUMBERS, NARROW),
    "p3": (NARROW, NUMBERS),
}
"""The weights that the network is given when it is loaded."""
NORMAL = f"LayerNormalization <axis = -1, epsilon = {EPSILON}>"


def notation() -> str:
    """Returns the network in ONNX's notation.

    `pieces` holds a row for each word piece of all sentences, `window` the places of
    the pieces around it, `shares` a row a sentence with what each piece adds to it, and
    `roots` the square root of each sentence's length.
    """
    of_branches = range(len(BRANCHES))
    entries = ", ".join(f"found_{branch}_0" for branch in of_branches)
    exits = ", ".join(f"found_{branch}_{LAYERS[-1]}" for branch in of_branches)
    branches = "".join(_branch(branch) for branch in of_branches)
    return f"""<ir_version: 8, opset_import: ["" : 17]>
sentence_network (
    float[n, {PIECE_NUMBERS}] pieces,
    int64[n, {MOST_BEFORE + 1 + MOST_BEHIND}] window,
    float[m, n] shares,
    float[m, 1] roots
) => (float[m, {NUMBERS}] vectors) {{
    second_axis = Constant <value_ints = [1]>()
    nothing_shape = Constant <value_ints = [1, {BRANCH}]>()
    nothing = ConstantOfShape(nothing_shape)
    widths = Constant <value_ints = {[BRANCH] * len(BRANCHES)}>()
    entry = Gemm(pieces, proj, proj_b)
    entry_normal = {NORMAL}(entry, entry_g, entry_b)
    {entries} = Split <axis = -1>(entry_normal, widths){branches}
    all = Concat <axis = -1>(pieces, {exits})
    all_normal = {NORMAL}(all, ln_g, ln_b)
    sums = MatMul(shares, all_normal)
    weighed = MatMul(sums, cnn_W)
    often = MatMul(roots, cnn_b)
    summed = Add(weighed, often)
    inner_0 = MatMul(summed, d0)
    hidden_0 = Relu(inner_0)
    inner_1 = MatMul(hidden_0, d1)
    past_1 = MatMul(summed, p1)
    both_1 = Add(past_1, inner_1)
    middle = Relu(both_1)
    inner_2 = MatMul(middle, d2)
    hidden_2 = Relu(inner_2)
    inner_3 = MatMul(hidden_2, d3)
    past_3 = MatMul(middle, p3)
    both_3 = Add(past_3, inner_3)
    meaning = Tanh(both_3)
    length = ReduceL2 <axes = [-1], keepdims = 1>(meaning)
    least = Constant <value_float = {EPSILON**0.5}>()
    divisor = Max(length, least)
    vectors = Div(meaning, divisor)
}}
"""


def _branch(branch: int) -> str:
    """Returns the convolutions of one branch, each with a way past it."""
    order, before = BRANCHES[branch]
    first = MOST_BEFORE - before
    steps = [
        f"from_{branch} = Constant <value_ints = [{first}]>()",
        f"to_{branch} = Constant <value_ints = [{first + order}]>()",
        f"wide_{branch} = Constant <value_ints = [-1, {order * BRANCH}]>()",
        f"seen_{branch} = Slice(window, from_{branch}, to_{branch}, second_axis)",
    ]
    for layer in LAYERS:
        at, given = f"{branch}_{layer}", f"found_{branch}_{layer - 1}"
        steps += [
            f"padded_{at} = Concat <axis = 0>({given}, nothing)",
            f"around_{at} = Gather <axis = 0>(padded_{at}, seen_{branch})",
            f"joined_{at} = Reshape(around_{at}, wide_{branch})",
            f"sum_{at} = Gemm(joined_{at}, w{layer}_{order}, b{layer}_{order})",
            f"positive_{at} = Relu(sum_{at})",
            f"found_{at} = Add(positive_{at}, {given})",
        ]
    return "".join(f"\n    {step}" for step in steps)

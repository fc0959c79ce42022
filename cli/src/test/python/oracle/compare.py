"""Compares two results value by value."""

import numpy as np

from . import dates


def without_ones(dims, data):
    """Drops dimensions of length 1."""
    return tuple(d for d, n in zip(dims, data.shape) if n != 1), data.reshape(
        [n for n in data.shape if n != 1])


def aligned(expected, got):
    """`got`'s values in the order of dimensions of `expected`'s; None if the shapes do not fit."""
    want, a = without_ones(expected.dims, expected.data)
    have, b = without_ones(got.dims, got.data)
    if sorted(want) == sorted(have) and len(set(want)) == len(want):
        b = b.transpose([have.index(d) for d in want])
    elif a.shape != b.shape and sorted(a.shape) == sorted(b.shape) and len(set(a.shape)) == a.ndim:
        b = b.transpose([b.shape.index(n) for n in a.shape])
    return (want, a, b) if a.shape == b.shape else None


def values(expected, got, tolerance, scale=0.0):
    """The first cell where two variables differ, in words; None if they agree.

    `tolerance` is relative to the largest absolute value expected, or to `scale` if that is larger.
    """
    pair = aligned(expected, got)
    if pair is None:
        return f"shape {dict(zip(got.dims, got.data.shape))} instead of " \
               f"{dict(zip(expected.dims, expected.data.shape))}"
    dims, a, b = pair
    present = np.abs(a[np.isfinite(a)])
    allowed = tolerance * max(present.max() if present.size else 0.0, scale)
    with np.errstate(invalid="ignore"):
        good = (np.isnan(a) & np.isnan(b)) | (a == b) | (np.abs(a - b) <= allowed)
    if good.all():
        return None
    bad = np.argwhere(~good)
    cell = tuple(bad[0])
    where = ", ".join(f"{d}={i}" for d, i in zip(dims, cell))
    return f"[{where}] {word(b[cell])} instead of {word(a[cell])}" \
           f" ({len(bad)} of {a.size} cells differ, {allowed:.3g} allowed)"


def word(value):
    return "missing" if np.isnan(value) else repr(float(value))


def problems(expected, got, tolerance, scales=None):
    """What differs between two results: a list of (aspect, variable, words).

    Aspects: `absent` and `extra` variables, `steps`, `dates`, `axes`, `values`. `scales` gives the
    largest absolute values of the inputs by name, where those count.
    """
    found = []
    for name in expected.variables:
        if name not in got.variables:
            found.append(("absent", name, "is not in the result"))
    for name in got.variables:
        if name not in expected.variables:
            found.append(("extra", name, "is in the result alone"))
    if expected.steps != got.steps:
        found.append(("steps", "", f"{got.steps} steps instead of {expected.steps}"))
    elif expected.stamps is not None and got.stamps is not None:
        for step, (a, b) in enumerate(zip(expected.stamps, got.stamps)):
            if not dates.alike(a, b):
                found.append(("dates", "", f"step {step} is at {b} instead of {a}"))
                break
    for name, axis in expected.axes.items():
        other = got.axes.get(name)
        if other is not None and not same_axis(axis, other):
            found.append(("axes", name, f"{brief(other)} instead of {brief(axis)}"))
    for name, variable in expected.variables.items():
        if name in got.variables:
            scale = (scales or {}).get(name, 0.0)
            difference = values(variable, got.variables[name], tolerance, scale)
            if difference:
                found.append(("values", name, difference))
    return found


def same_axis(a, b):
    return a.shape == b.shape and bool(np.all(np.abs(a - b) <= 1e-6 * max(1.0, np.abs(a).max(initial=0))))


def brief(axis):
    return f"{axis.size} from {axis.flat[0]} to {axis.flat[-1]}" if axis.size else "nothing"

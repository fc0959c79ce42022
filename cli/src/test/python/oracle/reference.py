"""The operators in numpy, from their definitions: what decides where CDO is wrong or says nothing.

Missing cells are left out, and a result without any cell is missing, sums included. Time steps
count the same and belong to the month of their stamp. Means over areas are weighted by
(sin north - sin south) * (east - west) of the cells present.
"""

import numpy as np

from .layout import Source, open_source
from .outputs import Output, Variable


# Of operators that take as many inputs as there are.
MANY = -1


class Inapplicable(Exception):
    """The reference has no opinion on this operator and file."""


def run(words, decoded=None):
    """The result of a command without its output file."""
    source, rest = parse(list(words), decoded or {})
    if rest:
        raise Inapplicable(f"words left over: {rest}")
    if isinstance(source, dict):
        return pieces(source)
    variables = {f.name: Variable(f.dims, f.data) for f in source.fields}
    return Output(variables, source.steps, source.stamps)


def pieces(sources):
    """Many results as one: their names are part of the variables'."""
    variables = {f"{key}:{f.name}": Variable(f.dims, f.data)
                 for key in sorted(sources) for f in sources[key].fields}
    return Output(variables, sum(steps_of(s.fields) for s in sources.values()))


def parse(words, decoded):
    word, *rest = words
    name, *arguments = word.lstrip("-").split(",")
    if word.startswith("/"):
        return open_source(word, decoded.get(word)), rest
    if name not in OPERATORS:
        raise Inapplicable(f"no definition of {name}")
    function, arity = OPERATORS[name]
    inputs = []
    while len(inputs) < arity or arity == MANY and rest:
        source, rest = parse(rest, decoded)
        inputs.append(source)
    return function(inputs, arguments), rest


# --- Reductions over NaN.

def counted(data, axes):
    return np.sum(~np.isnan(data), axis=axes, keepdims=True)


def missing_where(data, condition):
    return np.where(condition, np.nan, data)


def total(data, axes):
    return missing_where(np.nansum(data, axis=axes, keepdims=True), counted(data, axes) == 0)


def mean(data, axes):
    with np.errstate(invalid="ignore"):
        return total(data, axes) / counted(data, axes)


def least(data, axes):
    gone = counted(data, axes) == 0
    return missing_where(
        np.min(np.where(np.isnan(data), np.inf, data), axis=axes, keepdims=True, initial=np.inf), gone)


def most(data, axes):
    return -least(-data, axes)


def variance(ddof):
    def compute(data, axes):
        n = counted(data, axes)
        with np.errstate(invalid="ignore", divide="ignore"):
            squares = np.nansum((data - mean(data, axes)) ** 2, axis=axes, keepdims=True)
            endless = np.isinf(data).any(axis=axes, keepdims=True)
            return missing_where(squares / (n - ddof), (n <= ddof) | endless)
    return compute


def deviation(ddof):
    return lambda data, axes: np.sqrt(variance(ddof)(data, axes))


STATISTICS = {
    "mean": mean, "sum": total, "min": least, "max": most,
    "range": lambda data, axes: most(data, axes) - least(data, axes),
    "std": deviation(0), "std1": deviation(1), "var": variance(0),
}


# --- Operators.

def over_time(statistic):
    def apply(inputs, _):
        (source,) = inputs
        fields = []
        for f in source.fields:
            if f.time in f.dims:
                if f.data.shape[f.axis(f.time)] == 0:
                    raise Inapplicable("no steps")
                f = f.with_data(statistic(f.data, (f.axis(f.time),)))
            fields.append(f)
        return Source(fields, None, 1, source.areas)
    return apply


def grouped(statistic, key, ordered=None):
    def apply(inputs, _):
        (source,) = inputs
        fields, steps = [], 1
        for f in source.fields:
            if f.time in f.dims:
                keys = keys_of(f, key)
                parts = [statistic(np.take(f.data, np.flatnonzero(keys == k), f.axis(f.time)),
                                   (f.axis(f.time),)) for k in (ordered or order)(keys)]
                f = f.with_data(np.concatenate(parts, axis=f.axis(f.time)))
                steps = len(parts)
            fields.append(f)
        return Source(fields, None, steps, source.areas)
    return apply


def keys_of(f, key):
    if f.stamps is None or not f.stamps:
        raise Inapplicable("no dates")
    return np.array([key(stamp) for stamp in f.stamps])


def order(keys):
    return sorted(set(keys.tolist()))


def months_in_order(keys):
    """A whole year in its order, a part of one as it comes."""
    found = order(keys)
    return found if len(found) == 12 else list(dict.fromkeys(keys.tolist()))


def over_space(statistic, which):
    def apply(inputs, _):
        (source,) = inputs
        fields = []
        for f in source.fields:
            if source.is_area(f):
                continue
            dims = [d for d in which(f) if d in f.dims]
            if dims:
                f = f.with_data(statistic(f, tuple(f.axis(d) for d in dims)))
            fields.append(f)
        return source.with_fields(fields)
    return apply


def plain(statistic):
    return lambda f, axes: statistic(f.data, axes)


def weighted_mean(f, axes):
    if f.cornered and f.lat_edges is None:
        raise Inapplicable("areas of cells that are no boxes")
    weights = np.ones_like(f.data)
    if f.area is not None:
        order = [f.dims.index(f.y), f.dims.index(f.x)]
        if order != sorted(order):
            raise Inapplicable("areas of cells in another order than the cells")
        shape = [n if i in order else 1 for i, n in enumerate(f.data.shape)]
        return mean_by(f.data, weights * f.area.reshape(shape), axes)
    for dim, edges, measure in ((f.y, f.lat_edges, lambda e: np.sin(np.radians(e))),
                                (f.x, f.lon_edges, lambda e: e)):
        if dim in f.dims and edges is not None and f.axis(dim) in axes:
            size = np.abs(np.diff(measure(edges), axis=1))[:, 0]
            shape = [1] * f.data.ndim
            shape[f.axis(dim)] = size.size
            weights = weights * size.reshape(shape)
    return mean_by(f.data, weights, axes)


def mean_by(data, weights, axes):
    weights = np.where(np.isnan(data), 0.0, weights)
    whole = weights.sum(axis=axes, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        folded = np.nansum(np.where(np.isnan(data), 0.0, data) * weights, axis=axes, keepdims=True)
        return np.where(whole > 0, folded / whole, np.nan)


def rows(which):
    def dims(f):
        if f.aux:
            raise Inapplicable("rows of a grid without rows")
        return [which(f)]
    return dims


def cellwise(function):
    def apply(inputs, arguments):
        (source,) = inputs
        numbers = [float(a) for a in arguments]
        with np.errstate(all="ignore"):
            fields = [f if source.is_area(f) else f.with_data(function(f.data, *numbers))
                      for f in source.fields]
        return source.with_fields(fields)
    return apply


def quotient(a, b):
    with np.errstate(all="ignore"):
        return np.where(b == 0, np.nan, a / b)


def between(function):
    def apply(inputs, _):
        first, second = inputs
        fields = [f if first.is_area(f) else f.with_data(function(f.data, matching(f, second)))
                  for f in first.fields]
        return first.with_fields(fields)
    return apply


def matching(f, source):
    other = next((o for o in source.fields if o.name == f.name), None)
    if other is None:
        raise Inapplicable("variables of unlike names")
    return other.data


def by_name(inputs, arguments):
    (source,) = inputs
    wanted = set(arguments).union(*(f.terms for f in source.fields if f.name in arguments))
    fields = [f for f in source.fields if f.name in wanted]
    return Source(fields, source.stamps, steps_of(fields), source.areas)


def steps_of(fields):
    return max((f.data.shape[f.axis(f.time)] for f in fields if f.time in f.dims), default=1)


def by_step(inputs, arguments):
    (source,) = inputs
    wanted = []
    for argument in arguments:
        first, *last = [int(n) for n in argument.split("/")]
        end, every = (last + [first, 1])[0] if last else first, last[1] if len(last) > 1 else 1
        wanted += list(range(first, end + 1, every))
    index = sorted({w - 1 if w > 0 else source.steps + w for w in wanted})
    index = [i for i in index if 0 <= i < source.steps]
    if not index:
        raise Inapplicable("no such steps")
    fields = [f.with_data(np.take(f.data, index, f.axis(f.time))) if f.time in f.dims else f
              for f in source.fields]
    stamps = [source.stamps[i] for i in index] if source.stamps else None
    return Source(fields, stamps, len(index))


def box(inputs, arguments):
    (source,) = inputs
    west, east, south, north = (float(a) for a in arguments)
    fields = []
    for f in source.fields:
        if f.aux or f.x in f.dims and f.lon is None or f.y in f.dims and f.lat is None:
            raise Inapplicable("boxes of a grid without 1-D latitudes and longitudes")
        empty = False
        data = f.data
        if f.y in f.dims:
            rows_inside = np.flatnonzero((f.lat >= south) & (f.lat <= north))
            empty = rows_inside.size == 0
            data = np.take(data, rows_inside, f.axis(f.y))
        if f.x in f.dims:
            turned = (f.lon - west) % 360.0
            inside = np.flatnonzero(turned <= east - west)
            inside = inside[np.argsort(turned[inside], kind="stable")]
            if np.sum(np.diff(f.lon) < 0) > f.lon.size / 2:
                inside = inside[::-1]
            empty = empty or inside.size == 0
            data = np.take(data, inside, f.axis(f.x))
        if empty:
            raise Inapplicable("an empty box")
        fields.append(f.with_data(data))
    return source.with_fields(fields)


def operators():
    table = {"copy": (lambda inputs, _: inputs[0], 1), "selname": (by_name, 1),
             "seltimestep": (by_step, 1), "sellonlatbox": (box, 1)}
    for name, function in {"add": np.add, "sub": np.subtract, "mul": np.multiply,
                           "div": quotient}.items():
        table[name] = between(function), 2
        table[name + "c"] = cellwise(function), 1
    table["sqrt"] = cellwise(lambda data: np.where(data < 0, np.nan, np.sqrt(data))), 1
    table["abs"] = cellwise(np.abs), 1
    return table


OPERATORS = operators()

# The rest builds upon what stands above.
from . import families, fieldwise  # noqa: E402

OPERATORS.update(fieldwise.operators())
OPERATORS.update(families.operators())

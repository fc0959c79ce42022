"""More operators of the reference: functions, masks, selections by date, spreads, other periods."""

import re
from dataclasses import replace

import numpy as np

from . import reference as basic
from .layout import Source
from .reference import Inapplicable


# --- Statistics.

def strict(data, axes):
    """A mean that is missing where a cell is."""
    return np.mean(data, axis=axes, keepdims=True)


def weights_of(f, axes):
    """Weights of the cells, by asking for the weighted mean of ones in one cell each."""
    probe = []
    basic_mean = basic.mean_by
    try:
        basic.mean_by = lambda data, weights, _: probe.append(weights) or data
        basic.weighted_mean(f, axes)
    finally:
        basic.mean_by = basic_mean
    return np.where(np.isnan(f.data), 0.0, probe[0])


# A mean of equal cells, computed, is not always the cell to the last bit.
ROUNDING = 1e-14


def weighted_variance(ddof):
    """Divided by V1 - ddof V2 / V1, of the sums of weights and of their squares."""
    def compute(f, axes):
        w = weights_of(f, axes)
        mean = basic.mean_by(f.data, w, axes)
        far = np.nan_to_num(f.data - mean)
        far = np.where(np.abs(far) <= ROUNDING * np.abs(mean), 0.0, far)
        squares = np.nansum(w * far ** 2, axis=axes, keepdims=True)
        v1 = w.sum(axis=axes, keepdims=True)
        v2 = (w ** 2).sum(axis=axes, keepdims=True)
        endless = np.isinf(f.data).any(axis=axes, keepdims=True)
        enough = (basic.counted(f.data, axes) > ddof) & ~endless
        with np.errstate(all="ignore"):
            return np.where(enough, squares / (v1 - ddof * v2 / v1), np.nan)
    return compute


def weighted_average(f, axes):
    mean = basic.weighted_mean(f, axes)
    return np.where(np.isnan(f.data).any(axis=axes, keepdims=True), np.nan, mean)


def over_space(statistic, which):
    """As the basic one, but for spreads, which a single cell has too."""
    def apply(inputs, _):
        (source,) = inputs
        fields = []
        for f in source.fields:
            if not source.is_area(f):
                axes = tuple(f.axis(d) for d in which(f) if d in f.dims)
                fields.append(f.with_data(statistic(f, axes)))
        return source.with_fields(fields)
    return apply


def season(stamp):
    return (12 * stamp[0] + stamp[1]) // 3


def day(stamp):
    return (stamp[0] * 12 + stamp[1]) * 31 + stamp[2]


def hour(stamp):
    return day(stamp) * 24 + int(stamp[3] // 3600)


# --- Cells.

def nearest(data):
    return np.copysign(np.floor(np.abs(data) + 0.5), data)


def compare(function):
    return lambda a, b: np.where(np.isnan(a) | np.isnan(b), np.nan, function(a, b))


def unless_zero_is_missing(apply):
    """Where 0 stands for missing cells, nobody can tell what is not so from what is missing."""
    def checked(inputs, arguments):
        if any(f.fill == 0 for source in inputs for f in source.fields):
            raise Inapplicable("0 is the number of missing cells")
        return apply(inputs, arguments)
    return checked


def product(a, b):
    """Zero absorbs what is missing."""
    return np.where((a == 0) | (b == 0), 0.0, a * b)


def masked(when):
    def apply(inputs, _):
        mask, data = inputs
        fields = []
        for f in data.fields:
            if not data.is_area(f):
                condition = basic.matching(f, mask)
                chosen = ~np.isnan(condition) & when(condition)
                f = f.with_data(np.where(chosen, f.data, np.nan))
            fields.append(f)
        return data.with_fields(fields)
    return apply


def if_then_else(inputs, _):
    mask, first, second = inputs
    fields = []
    for f in first.fields:
        if not first.is_area(f):
            condition = basic.matching(f, mask)
            chosen = np.where(condition != 0, f.data, basic.matching(f, second))
            f = f.with_data(np.where(np.isnan(condition), np.nan, chosen))
        fields.append(f)
    return first.with_fields(fields)


def expression(append):
    """Two forms: result=NAME*2+1 and result=(NAME>280)?NAME:-1."""
    def apply(inputs, arguments):
        (source,) = inputs
        form = re.fullmatch(r"result=(?:(.+)\*2\+1|\((.+)>280\)\?\2:-1)", ",".join(arguments))
        name = form and (form.group(1) or form.group(2))
        field = next((f for f in source.fields if f.name == name), None)
        if field is None:
            raise Inapplicable(f"expression {arguments}")
        data = field.data
        if form.group(1):
            value = data * 2 + 1
        else:
            value = np.where(np.isnan(data), np.nan, np.where(data > 280, data, -1.0))
        made = replace(field.with_data(value), name="result")
        fields = [*source.fields, made] if append else [made]
        return Source(fields, source.stamps, basic.steps_of(fields), source.areas)
    return apply


# --- Selections.

def without(inputs, arguments):
    (source,) = inputs
    fields = [f for f in source.fields if f.name not in arguments]
    if not fields:
        raise Inapplicable("no variable is left")
    return Source(fields, source.stamps, basic.steps_of(fields), source.areas)


def renamed(inputs, arguments):
    (source,) = inputs
    first, *rest = source.fields
    return source.with_fields([replace(first, name=arguments[0]), *rest])


def numbers(arguments):
    found = set()
    for argument in arguments:
        first, *last = [int(n) for n in argument.split("/")]
        found |= set(range(first, (last[0] if last else first) + 1))
    return found


def by_date(wanted):
    def apply(inputs, arguments):
        (source,) = inputs
        if not source.stamps:
            raise Inapplicable("no dates")
        keep = wanted(arguments)
        index = [i for i, stamp in enumerate(source.stamps) if keep(stamp)]
        if not index:
            raise Inapplicable("no such steps")
        fields = [f.with_data(np.take(f.data, index, f.axis(f.time))) if f.time in f.dims else f
                  for f in source.fields]
        return Source(fields, [source.stamps[i] for i in index], len(index), source.areas)
    return apply


def months(arguments):
    wanted = numbers(arguments)
    return lambda stamp: stamp[1] in wanted


def years(arguments):
    wanted = numbers(arguments)
    return lambda stamp: stamp[0] in wanted


def initials(arguments):
    at = "JFMAMJJASONDJFMAMJJASOND".index(arguments[0])
    wanted = {(at + i) % 12 + 1 for i in range(len(arguments[0]))}
    return lambda stamp: stamp[1] in wanted


def dates(arguments):
    first, last = (tuple(int(n) for n in a.split("-")) for a in arguments)
    return lambda stamp: first <= tuple(stamp[:3]) <= last


def turned(inputs, _):
    (source,) = inputs
    return source.with_fields([f.with_data(np.flip(f.data, f.axis(f.y))) if f.y in f.dims else f
                               for f in source.fields])


# --- Cycles.

def by_group(function, key, ordered=None):
    def apply(inputs, _):
        first, second = inputs
        fields = []
        for f in first.fields:
            if not first.is_area(f):
                cycle = basic.matching(f, second)
                if f.time in f.dims:
                    keys = basic.keys_of(f, key)
                    found = (ordered or basic.order)(keys)
                    cycle = np.take(cycle, [found.index(k) for k in keys], f.axis(f.time))
                f = f.with_data(function(f.data, cycle))
            fields.append(f)
        return first.with_fields(fields)
    return apply


def operators():
    cell, two, plain = basic.cellwise, basic.between, basic.plain
    table = {
        "int": cell(np.trunc), "nint": cell(nearest), "sqr": cell(np.square), "exp": cell(np.exp),
        "ln": cell(lambda x: np.where(x > 0, np.log(x), np.nan)),
        "log10": cell(lambda x: np.where(x > 0, np.log10(x), np.nan)),
        "sin": cell(np.sin), "atan": cell(np.arctan), "acos": cell(np.arccos),
        "pow": cell(lambda x, c: np.where(np.isnan(x), np.nan, np.power(x, c))),
        "reci": cell(lambda x: basic.quotient(1.0, x)),
        "minc": cell(np.fmin), "maxc": cell(np.fmax),
        "setctomiss": cell(lambda x, c: np.where(x == c, np.nan, x)),
        "setmisstoc": cell(lambda x, c: np.where(np.isnan(x), c, x)),
        "setrtomiss": cell(lambda x, a, b: np.where((x >= a) & (x <= b), np.nan, x)),
        "setvrange": cell(lambda x, a, b: np.where((x >= a) & (x <= b), x, np.nan)),
        "setmissval": cell(lambda x, c: np.where(x == c, np.nan, x)),
    }
    for name, function in {"gt": np.greater, "le": np.less_equal, "eq": np.equal,
                           "ne": np.not_equal, "ge": np.greater_equal, "lt": np.less}.items():
        table[name + "c"] = unless_zero_is_missing(cell(compare(function)))
    table |= {
        "delname": without, "setname": renamed, "invertlat": turned,
        "selmon": by_date(months), "selyear": by_date(years), "selseason": by_date(initials),
        "seldate": by_date(dates),
        "expr": expression(False), "aexpr": expression(True),
    }
    binary = {
        "mul": two(product), "min": two(np.fmin), "max": two(np.fmax),
        "ifthen": masked(lambda c: c != 0), "ifnotthen": masked(lambda c: c == 0),
    }
    for name, function in {"gt": np.greater, "le": np.less_equal, "eq": np.equal,
                           "ne": np.not_equal, "ge": np.greater_equal, "lt": np.less}.items():
        table[name + "c"] = unless_zero_is_missing(cell(compare(function)))
    table |= {
        "delname": without, "setname": renamed, "invertlat": turned,
        "selmon": by_date(months), "selyear": by_date(years), "selseason": by_date(initials),
        "seldate": by_date(dates),
        "expr": expression(False), "aexpr": expression(True),
    }
    binary = {
        "mul": two(product), "min": two(np.fmin), "max": two(np.fmax),
        "ifthen": masked(lambda c: c != 0), "ifnotthen": masked(lambda c: c == 0),
        "ymonadd": by_group(np.add, lambda s: s[1], basic.months_in_order),
        "ymonmul": by_group(product, lambda s: s[1], basic.months_in_order),
        "yseassub": by_group(np.subtract, lambda s: s[1] % 12 // 3),
    }
    for name, function in {"gt": np.greater, "le": np.less_equal, "eq": np.equal}.items():
        binary[name] = unless_zero_is_missing(two(compare(function)))
    return ({name: (function, 1) for name, function in table.items()}
            | {name: (function, 2) for name, function in binary.items()}
            | {"ifthenelse": (if_then_else, 3)})

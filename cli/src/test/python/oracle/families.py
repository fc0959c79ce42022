"""Operators of the reference that come in families, and those that join, split and set files."""

import datetime
from dataclasses import replace

import numpy as np

from . import fieldwise
from . import reference as basic
from .layout import Source
from .reference import Inapplicable, MANY

ABBREVIATIONS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
SEASONS = ("DJF", "MAM", "JJA", "SON")


# --- Statistics.

def by_area(wanted):
    """A statistic whose cells count by their areas."""
    if wanted in ("mean", "avg"):
        return fieldwise.weighted_average if wanted == "avg" else basic.weighted_mean
    variance = fieldwise.weighted_variance(1 if wanted.endswith("1") else 0)
    return variance if wanted.startswith("var") else lambda f, axes: np.sqrt(variance(f, axes))


def of_year(stamp):
    return stamp[0]


def of_month(stamp):
    return 12 * stamp[0] + stamp[1]


def day_of_year(stamp):
    return 100 * stamp[1] + stamp[2]


def as_they_come(keys):
    return list(dict.fromkeys(keys.tolist()))


PERIODS = {
    "hour": (fieldwise.hour, as_they_come), "day": (fieldwise.day, as_they_come),
    "mon": (of_month, as_they_come), "seas": (fieldwise.season, as_they_come),
    "year": (of_year, as_they_come), "yday": (day_of_year, None),
    "ymon": (lambda s: s[1], basic.months_in_order), "yseas": (lambda s: s[1] % 12 // 3, None),
    "dhour": (lambda s: int(s[3] // 3600), None),
}


def statistics():
    plain = basic.STATISTICS | {"avg": fieldwise.strict, "var1": basic.variance(1),
                                "std1": basic.deviation(1)}
    table = {}
    for name, statistic in plain.items():
        table["tim" + name] = basic.over_time(statistic)
        for period, (key, ordered) in PERIODS.items():
            table[period + name] = basic.grouped(statistic, key, ordered)
        weighted = name in ("mean", "avg", "std", "std1", "var", "var1")
        areal = by_area(name) if weighted else basic.plain(statistic)
        over = basic.over_space if name in ("mean", "sum", "min", "max") else fieldwise.over_space
        table["fld" + name] = over(areal, lambda f: f.horizontal())
        table["mer" + name] = over(areal, basic.rows(lambda f: f.y))
        table["zon" + name] = over(basic.plain(statistic), basic.rows(lambda f: f.x))
    return table


def cycles():
    signs = {"add": np.add, "sub": np.subtract, "mul": fieldwise.product, "div": basic.quotient}
    return {period + sign: fieldwise.by_group(function, *PERIODS[period])
            for period in ("ymon", "yseas", "yday") for sign, function in signs.items()}


# --- Joins.

def one_after_another(inputs, _):
    first, *others = inputs
    fields = []
    for f in first.fields:
        parts = [f.data, *(basic.matching(f, o) for o in others)]
        timeless = f.time not in f.dims
        fields.append(f if timeless or first.is_area(f) else
                      f.with_data(np.concatenate(parts, axis=f.axis(f.time))))
    stamps = first.stamps and [s for source in inputs for s in source.stamps]
    return Source(fields, stamps, basic.steps_of(fields), first.areas)


def by_dates(inputs, arguments):
    """As one after another, but each date of all inputs before the next one."""
    whole = one_after_another(inputs, arguments)
    if not whole.stamps or any(source.stamps != sorted(source.stamps) for source in inputs):
        raise Inapplicable("no dates, or not in order")
    return taken(whole, sorted(range(len(whole.stamps)), key=lambda i: whole.stamps[i]))


def side_by_side(inputs, _):
    fields = [f for source in inputs for f in source.fields]
    return inputs[0].with_fields(fields)


def taken(source, index):
    if not len(index):
        raise Inapplicable("no such steps")
    fields = [f.with_data(np.take(f.data, index, f.axis(f.time))) if f.time in f.dims else f
              for f in source.fields]
    stamps = [source.stamps[i] for i in index] if source.stamps else None
    return Source(fields, stamps, basic.steps_of(fields), source.areas)


# --- Splits: a dictionary of pieces.

def split_by(key):
    def apply(inputs, arguments):
        (source,) = inputs
        if not source.stamps:
            raise Inapplicable("no dates")
        keys = [key(stamp, arguments) for stamp in source.stamps]
        return {k: taken(source, [i for i, own in enumerate(keys) if own == k])
                for k in sorted(set(keys))}
    return apply


def split_names(inputs, _):
    (source,) = inputs
    return {f.name: source.with_fields([f]) for f in source.fields}


def month_name(stamp, arguments):
    abbreviated = ABBREVIATIONS[stamp[1] - 1]
    return arguments[0].replace("%b", abbreviated) if arguments else f"{stamp[1]:02d}"


SPLITS = {
    "year": lambda s, _: f"{s[0]:04d}", "yearmon": lambda s, _: f"{100 * s[0] + s[1]:04d}",
    "mon": month_name, "seas": lambda s, _: SEASONS[s[1] % 12 // 3],
    "day": lambda s, _: f"{s[2]:02d}", "hour": lambda s, _: f"{int(s[3] // 3600):02d}",
}


# --- Selections.

def keyed(keep):
    """select and delete, by keys such as name=a or timestep=1/3; all of them have to hold."""
    def apply(inputs, arguments):
        (source,) = inputs
        for key, value in (a.split("=", 1) for a in arguments):
            if key == "name":
                source = (basic.by_name if keep else fieldwise.without)([source], [value])
            else:
                chosen = steps_by(source, key, value)
                source = taken(source, np.flatnonzero(chosen if keep else ~chosen))
        return source
    return apply


def steps_by(source, key, value):
    if key == "timestep":
        return np.isin(np.arange(source.steps) + 1, list(fieldwise.numbers([value])))
    if not source.stamps:
        raise Inapplicable("no dates")
    wanted = {"season": fieldwise.initials, "year": fieldwise.years, "month": fieldwise.months,
              "hour": hours, "day": days}[key]
    return np.array([wanted([value])(stamp) for stamp in source.stamps])


def days(arguments):
    wanted = fieldwise.numbers(arguments)
    return lambda stamp: stamp[2] in wanted


def hours(arguments):
    wanted = fieldwise.numbers(arguments)
    return lambda stamp: int(stamp[3] // 3600) in wanted


# --- Settings.

def same(inputs, _):
    return inputs[0]


def other_dates(inputs, _):
    """The same values; the new dates are for others to judge."""
    return replace(inputs[0], stamps=None)


def stamped(change):
    def apply(inputs, arguments):
        (source,) = inputs
        if not source.stamps:
            raise Inapplicable("no dates")
        made = [change(list(s), arguments[0]) for s in source.stamps]
        short = any(s[2] > 28 for s in made)  # the month or year may have fewer days
        return replace(source, stamps=None if short else made)
    return apply


def set_part(at):
    def change(stamp, word):
        stamp[at] = int(word)
        return tuple(stamp)
    return change


def set_date(stamp, word):
    return (*(int(n) for n in word.split("-")), stamp[3])


def set_time(stamp, word):
    time = datetime.time.fromisoformat(word)
    return (*stamp[:3], time.hour * 3600.0 + time.minute * 60 + time.second)


def yearly_means(inputs, _):
    """Means of months, each by the number of its days."""
    (source,) = inputs
    fields, steps = [], 1
    for f in source.fields:
        if f.time in f.dims:
            keys = basic.keys_of(f, of_year)
            months = [s[:2] for s in f.stamps]
            if len(set(months)) < len(months):
                raise Inapplicable("several steps in a month")
            shape = [-1 if d == f.time else 1 for d in f.dims]
            days = np.broadcast_to(np.array(f.lengths, "f8").reshape(shape), f.data.shape)
            at = f.axis(f.time)
            parts = [basic.mean_by(*(np.take(part, np.flatnonzero(keys == k), at)
                                     for part in (f.data, days)), (at,)) for k in as_they_come(keys)]
            f = f.with_data(np.concatenate(parts, axis=at))
            steps = len(parts)
        fields.append(f)
    return Source(fields, None, steps, source.areas)


def levels_of(inputs, arguments):
    """sellevel; variables without levels are at 0."""
    (source,) = inputs
    wanted, fields = [float(a) for a in arguments], []
    for f in source.fields:
        dims = [d for d in f.dims if d not in (f.time, f.y, f.x)]
        if len(dims) > 1 or dims and (f.levels is None or f.level != dims[0]):
            raise Inapplicable("levels without values")
        values = f.levels if dims else np.zeros(1)
        index = [i for i, v in enumerate(values) if np.isclose(v, wanted, rtol=1e-6).any()]
        if index:
            fields.append(f.with_data(np.take(f.data, index, f.axis(dims[0]))) if dims else f)
    if not fields:
        raise Inapplicable("no such level")
    return source.with_fields(fields)


def level_number(inputs, arguments):
    """sellevidx of one level."""
    (source,) = inputs
    index, fields = int(arguments[0]) - 1, []
    for f in source.fields:
        levels = [d for d in f.dims if d not in (f.time, f.y, f.x)]
        if len(levels) > 1:
            raise Inapplicable("several dimensions of levels")
        if index < (f.data.shape[f.axis(levels[0])] if levels else 1):
            fields.append(f.with_data(np.take(f.data, [index], f.axis(levels[0]))) if levels else f)
    return source.with_fields(fields)


def named(inputs, arguments):
    (source,) = inputs
    old, new = arguments
    if old not in [f.name for f in source.fields]:
        raise Inapplicable("no such variable")
    return source.with_fields([replace(f, name=new) if f.name == old else f for f in source.fields])


def script(append):
    """An expression that stands in a file."""
    def apply(inputs, arguments):
        with open(arguments[0], encoding="utf-8") as file:
            words = file.read().strip().rstrip(";")
        return fieldwise.expression(append)(inputs, [words])
    return apply


def operators():
    cell, two = basic.cellwise, basic.between
    table = statistics() | {
        "splitname": split_names, "select": keyed(True), "delete": keyed(False),
        "selmonth": fieldwise.by_date(fieldwise.months), "selday": fieldwise.by_date(days),
        "selhour": fieldwise.by_date(hours),
        "chname": named, "setunit": same, "chunit": same, "setattribute": same,
        "settbounds": same, "settunits": same, "setreftime": same,
        "settaxis": other_dates, "setcalendar": other_dates, "shifttime": other_dates,
        "setdate": stamped(set_date), "settime": stamped(set_time), "setyear": stamped(set_part(0)),
        "setmon": stamped(set_part(1)), "setday": stamped(set_part(2)),
        "cos": cell(np.cos), "tan": cell(np.tan), "asin": cell(np.arcsin),
        "not": fieldwise.unless_zero_is_missing(
            cell(lambda x: np.where(np.isnan(x), np.nan, x == 0))),
        "setgrid": same, "sellevel": levels_of,
        "yearmonmean": yearly_means, "sellevidx": level_number,
        "exprf": script(False), "aexprf": script(True),
    }
    table |= {"split" + name: split_by(key) for name, key in SPLITS.items()}
    binary = cycles()
    for name, function in {"ge": np.greater_equal, "lt": np.less, "ne": np.not_equal}.items():
        binary[name] = fieldwise.unless_zero_is_missing(two(fieldwise.compare(function)))
    joins = {"copy": one_after_another, "cat": one_after_another, "mergetime": by_dates,
             "merge": side_by_side}
    return ({name: (function, 1) for name, function in table.items()}
            | {name: (function, 2) for name, function in binary.items()}
            | {name: (function, MANY) for name, function in joins.items()})

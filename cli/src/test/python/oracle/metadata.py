"""Compares what two results say about their values: units, clocks, time bounds, orders of dimensions.

CDO is asked only where it says something of its own: units that are not those of the input.
"""

import netCDF4

from . import dates, meaning, outputs


def problems(cdo, isobar, path):
    """What differs, as in `compare.problems`; aspects are `order`, `bounds`, `clock` and `units`."""
    given, clock = said(path)
    found = []
    for name, variable in cdo.variables.items():
        other = isobar.variables.get(name)
        if other is not None:
            a, b = long_dims(variable), long_dims(other)
            if a != b and sorted(a) == sorted(b):
                found.append(("order", name, f"{b} instead of {a}"))
            if variable.units not in (given.get(name, ""), other.units):
                found.append(("units", name, f"'{other.units}' instead of '{variable.units}'"))
    if clock is None:  # CDO makes up an axis for steps without dates
        return found
    if cdo.clock not in (None, clock, isobar.clock):
        found.append(("clock", "", f"{isobar.clock} instead of {cdo.clock}"))
    return found + bounds_problems(cdo, isobar)


def said(path):
    """Units of the variables of an input, and its clock."""
    with netCDF4.Dataset(path) as file:
        time = outputs.time_variable(file)
        clock = dates.clock(time) if time is not None and meaning.is_time(time) else None
        return {name: meaning.text(v, "units")
                for name, v in meaning.data_variables(file).items()}, clock


def long_dims(variable):
    return [d for d, n in zip(variable.dims, variable.data.shape) if n != 1]


def bounds_problems(cdo, isobar):
    if cdo.bounds is None or isobar.stamps is None:
        return []
    if isobar.bounds is None:
        return [("bounds", "", "no time bounds")]
    if len(cdo.bounds) == len(isobar.bounds):
        for i, (a, b) in enumerate(zip(cdo.bounds, isobar.bounds)):
            if not dates.alike(a, b):
                return [("bounds", "", f"step {i // 2} is from or to {b} instead of {a}")]
    return []

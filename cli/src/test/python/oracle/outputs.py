"""Reads what an operator wrote, whoever wrote it."""

import os
from dataclasses import dataclass, field

import netCDF4
import numpy as np

from . import dates, meaning


@dataclass
class Variable:
    """A variable of a result: `data` in double with NaN where missing."""

    dims: tuple
    data: np.ndarray
    units: str = ""


@dataclass
class Output:
    """A result file: its data variables, its steps with their dates, and its axes by name.

    `bounds` holds the dates of time bounds, all starts and ends in turn; `clock` what time counts in
    and from, and its calendar.
    """

    variables: dict
    steps: int = 1
    stamps: list = None
    axes: dict = field(default_factory=dict)
    bounds: list = None
    clock: tuple = None


def time_variable(file):
    """The file's time axis: a variable over its own dimension, or a scalar; None without one."""
    along = [v for v in file.variables.values() if meaning.numeric(v)
             and (meaning.is_time(v) or meaning.text(v, "axis") == "T")
             and (v.dimensions == (v.name,) or not v.dimensions)]
    along.sort(key=lambda v: (not v.dimensions, meaning.text(v, "standard_name") not in ("time", ""),
                              meaning.text(v, "axis") != "T"))
    return along[0] if along else None


def read(path):
    """Reads a result file, or a folder of them as one: names of files are part of all names."""
    if not os.path.isdir(path):
        return read_file(path)
    whole = Output({}, 0, [])
    for name in sorted(os.listdir(path)):
        part = read_file(os.path.join(path, name))
        name = name.removeprefix("part").removesuffix(".nc") + ":"
        whole.variables |= {name + key: value for key, value in part.variables.items()}
        whole.axes |= {name + key: value for key, value in part.axes.items()}
        whole.steps += part.steps
        undated = whole.stamps is None or part.stamps is None
        whole.stamps = None if undated else whole.stamps + part.stamps
    return whole


def read_file(path):
    with netCDF4.Dataset(path) as file:
        variables = {
            name: Variable(variable.dimensions, meaning.decode_result(variable),
                           meaning.text(variable, "units"))
            for name, variable in meaning.data_variables(file).items()}
        output = Output(variables)
        time = time_variable(file)
        if time is not None:
            output.steps = time.size if time.dimensions else 1
            if meaning.is_time(time):
                output.stamps = dates.decode(time, np.atleast_1d(meaning.decode_result(time)))
                output.clock = dates.clock(time)
                bounds = file.variables.get(meaning.text(time, "bounds"))
                if bounds is not None and output.stamps:
                    output.bounds = dates.decode(time, meaning.decode_result(bounds).ravel())
        elif "time" in file.dimensions:
            output.steps = file.dimensions["time"].size
        for name, variable in file.variables.items():
            horizontal = meaning.is_latitude(variable) or meaning.is_longitude(variable)
            if variable.dimensions == (name,) and meaning.numeric(variable) and horizontal:
                output.axes[name] = meaning.decode_result(variable)
        return output

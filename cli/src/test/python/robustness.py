"""Reads files by netCDF-C: for each a line with its name and each data variable's name, dimensions without
their groups, and mean.

Each file is read in a process of its own: netCDF-C does not survive all of them. Names that are no UTF-8 and
attributes that Python cannot use are no matter of netCDF-C's: of such a file it is "untold".
"""

import multiprocessing
import pathlib
import sys

import netCDF4
import numpy as np


def summary(path):
    with netCDF4.Dataset(path) as file:
        return "; ".join(data_variables(file))


def data_variables(group):
    bounds = {str(v.bounds) for v in group.variables.values() if "bounds" in v.ncattrs()}
    for name, v in group.variables.items():
        if v.dimensions != (name,) and name not in bounds:
            yield f"{within(group, name)} {shape(v)} {mean(v)!r}"
    for inner in group.groups.values():
        yield from data_variables(inner)


def within(group, name):
    return f"{group.path}/{name}".lstrip("/")


def shape(variable):
    return ",".join(f"{d}:{n}" for d, n in zip(variable.dimensions, variable.shape))


def mean(variable):
    values = np.ma.masked_invalid(variable[...].astype("f8"))
    return float(values.mean()) if values.count() else float("nan")


def told(path, pipe):
    try:
        pipe.send(summary(path))
    except (UnicodeDecodeError, TypeError):
        pipe.send("untold")
    except Exception as problem:  # whatever it is, the file was refused
        pipe.send(f"refused: {problem}")


def main(folder):
    for path in sorted(pathlib.Path(folder).iterdir()):
        here, there = multiprocessing.Pipe()
        process = multiprocessing.Process(target=told, args=(path, there))
        process.start()
        process.join(20)
        process.kill()
        print(path.name, here.recv() if here.poll() else "refused: died", sep="\t")


main(sys.argv[1])

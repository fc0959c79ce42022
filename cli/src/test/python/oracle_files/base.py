"""What the generated files are made of: values in closed form, grids, time axes, and the list of cases."""

import os

import cftime
import netCDF4
import numpy as np

LAT = np.arange(-70.0, 71.0, 20.0)
LON = np.arange(0.0, 360.0, 15.0)
GRID = (LAT.size, LON.size)

# Every case of every module, in the order of definition: name of the file -> function of its path.
CASES = {}


def case(name):
    """Registers the function below it as the one that writes `name`."""

    def register(make):
        if name in CASES:
            raise ValueError(f"two cases are called {name}")
        CASES[name] = make
        return make

    return register


def dataset(path, form="NETCDF3_CLASSIC", title=None):
    """Opens a new file; `form` is one of netCDF4-python's formats."""
    file = netCDF4.Dataset(path, "w", format=form)
    file.set_auto_maskandscale(False)
    file.Conventions = "CF-1.8"
    file.title = title or os.path.splitext(os.path.basename(path))[0]
    return file


def values(shape, seed=1, low=262.0, step=0.00025):
    """Unordered values in [low, low + 60013 step): the same in every language, from no generator."""
    count = int(np.prod(shape, dtype=np.int64))
    i = np.arange(count, dtype=np.int64)
    return (low + ((i * 7919 + seed * 104729) % 60013) * step).reshape(shape)


def holes(data, fill, every=7, seed=0):
    """Copies `data` with `fill` in every so many-th cell."""
    out = np.array(data)
    out.reshape(-1)[seed % every :: every] = fill
    return out


def put(file, name, dims, data, dtype="f4", fill=None, attributes=None, **options):
    """Adds a variable with its data; `fill` becomes _FillValue."""
    classic = not file.data_model.startswith("NETCDF4")
    if classic:
        options = {}
    variable = file.createVariable(name, dtype, dims, fill_value=fill, **options)
    variable.set_auto_maskandscale(False)
    for key, value in (attributes or {}).items():
        variable.setncattr(key, value)
    if data is not None:
        variable[...] = data
    return variable


def edges(centres):
    """Cell edges of equally spaced centres."""
    half = (centres[1] - centres[0]) / 2 if len(centres) > 1 else 0.5
    return np.stack([centres - half, centres + half], axis=-1)


def latitude(file, centres=LAT, name="lat", bounds=True, attributes=None):
    """Adds a latitude axis, with bounds that stop at the poles."""
    file.createDimension(name, len(centres))
    given = {"standard_name": "latitude", "units": "degrees_north", "axis": "Y"}
    if attributes is not None:
        given = dict(attributes)
    if bounds:
        pair(file)
        given["bounds"] = name + "_bnds"
        put(file, name + "_bnds", (name, "bnds"), np.clip(edges(centres), -90, 90), "f8")
    return put(file, name, (name,), centres, "f8", attributes=given)


def longitude(file, centres=LON, name="lon", bounds=True, attributes=None):
    """Adds a longitude axis."""
    file.createDimension(name, len(centres))
    given = {"standard_name": "longitude", "units": "degrees_east", "axis": "X"}
    if attributes is not None:
        given = dict(attributes)
    if bounds:
        pair(file)
        given["bounds"] = name + "_bnds"
        put(file, name + "_bnds", (name, "bnds"), edges(centres), "f8")
    return put(file, name, (name,), centres, "f8", attributes=given)


def grid(file, lat=LAT, lon=LON, bounds=True):
    """Adds both horizontal axes."""
    latitude(file, lat, bounds=bounds)
    longitude(file, lon, bounds=bounds)


def pair(file):
    """Adds the dimension of bounds, once."""
    if "bnds" not in file.dimensions:
        file.createDimension("bnds", 2)


def time_axis(file, numbers, units, calendar="standard", bounds=None, unlimited=True, dtype="f8",
              name="time", attributes=None):
    """Adds a time axis; `numbers` and `bounds` (n x 2, or None) are in `units`."""
    file.createDimension(name, None if unlimited else len(numbers))
    given = {"standard_name": "time", "units": units, "axis": "T"}
    if calendar is not None:
        given["calendar"] = calendar
    given.update(attributes or {})
    if bounds is not None:
        pair(file)
        given["bounds"] = name + "_bnds"
        put(file, name + "_bnds", (name, "bnds"), bounds, "f8")
    return put(file, name, (name,), np.asarray(numbers), dtype, attributes=given)


def monthly(file, months, units="days since 1990-01-01", calendar="standard", first=(2000, 1),
            bounds=True, **options):
    """Adds a time axis of whole months, stamped at their middles."""
    starts = []
    for m in range(months + 1):
        year, month = first[0] + (first[1] - 1 + m) // 12, (first[1] - 1 + m) % 12 + 1
        date = cftime.datetime(year, month, 1, calendar=calendar, has_year_zero=True)
        starts.append(cftime.date2num(date, units, calendar, has_year_zero=True))
    starts = np.array(starts, dtype="f8")
    both = np.stack([starts[:-1], starts[1:]], axis=-1)
    return time_axis(file, both.mean(axis=1), units, calendar, both if bounds else None, **options)


def daily(file, days, start, calendar="standard", bounds=True, **options):
    """Adds a time axis of days from `start`, stamped at noon."""
    both = np.arange(days, dtype="f8")[:, None] + np.array([0.0, 1.0])
    units = f"days since {start}"
    return time_axis(file, both.mean(axis=1), units, calendar, both if bounds else None, **options)


TAS = {"standard_name": "air_temperature", "long_name": "Near-Surface Air Temperature", "units": "K"}


def tas(file, steps, dims=("time", "lat", "lon"), seed=1, **options):
    """Adds the usual temperature over time and the axes there are."""
    shape = [steps if dim == "time" else len(file.dimensions[dim]) for dim in dims]
    attributes = {**TAS, **options.pop("attributes", {})}
    return put(file, "tas", dims, values(shape, seed), attributes=attributes, **options)

"""What the variables of a file mean, read from raw values by netCDF-C: no decoding but ours."""

import re

import netCDF4
import numpy as np

NORTH = {"degrees_north", "degree_north", "degree_n", "degrees_n", "degreen", "degreesn"}
EAST = {"degrees_east", "degree_east", "degree_e", "degrees_e", "degreee", "degreese"}
SINCE = re.compile(r"^\s*[A-Za-z_]+\s+since\s", re.IGNORECASE)
DURATIONS = {unit + end for unit in ("second", "minute", "hour", "day", "month", "year")
             for end in ("", "s")}
NAMING = ("bounds", "climatology", "coordinates", "grid_mapping", "formula_terms", "geometry")


def text(variable, attribute):
    """An attribute's text; "" if it is absent or no text."""
    value = variable.getncattr(attribute) if attribute in variable.ncattrs() else ""
    return value if isinstance(value, str) else ""


def numeric(variable):
    return isinstance(variable.dtype, np.dtype) and variable.dtype.kind in "iuf"


def walk(group, path=""):
    """All variables below a group: (name with groups, variable)."""
    for name, variable in group.variables.items():
        yield path + name, variable
    for name, inner in group.groups.items():
        yield from walk(inner, path + "/" * bool(path and not path.endswith("/")) + name + "/")


def named_by_others(file):
    """Names of the variables that others call their coordinates, bounds, mappings or terms."""
    named = set()
    for _, variable in walk(file):
        for attribute in NAMING:
            for word in text(variable, attribute).split():
                if attribute != "formula_terms":
                    named.add(word)
                elif not word.endswith(":") and not is_field(file.variables.get(word)):
                    named.add(word)
    return named


def data_variables(file):
    """The variables that are data: numeric, and neither axis, bounds nor coordinate of others.

    Those of groups have the names that they get in a file without groups: the last element of their
    path, or the path with underscores where that is taken.
    """
    named = named_by_others(file)
    found = {}
    for path, variable in walk(file):
        name = variable.name
        axis = variable.dimensions == (name,)
        if numeric(variable) and not axis and name not in named:
            found[name if name not in found else path.replace("/", "_")] = variable
    return found


def is_field(term):
    """Whether a term of a vertical coordinate is a field of its own, such as surface pressure."""
    return term is not None and len(term.dimensions) >= 3


def is_time(variable):
    units = text(variable, "units")
    return bool(SINCE.match(units)) or "as %Y" in units


def is_duration(variable):
    """Whether the units are those of time without a date to count from."""
    return text(variable, "units").strip().lower() in DURATIONS


def is_latitude(variable):
    return (text(variable, "standard_name") == "latitude"
            or text(variable, "units").lower() in NORTH
            or text(variable, "_CoordinateAxisType") == "Lat")


def is_longitude(variable):
    return (text(variable, "standard_name") == "longitude"
            or text(variable, "units").lower() in EAST
            or text(variable, "_CoordinateAxisType") == "Lon")


def raw(variable):
    """The stored values."""
    variable.set_auto_maskandscale(False)
    return np.ma.getdata(variable[...])


def number(variable, attribute):
    """A numeric attribute as an array; None if it is absent or text."""
    if attribute not in variable.ncattrs():
        return None
    value = variable.getncattr(attribute)
    if isinstance(value, str):
        return None
    return np.atleast_1d(value)


def stored(variable):
    """The stored values in the type that `_Unsigned` gives them, and the function to that type."""
    data = raw(variable)
    unsigned = text(variable, "_Unsigned").lower() == "true" and data.dtype.kind == "i"
    dtype = np.dtype("u" + str(data.dtype.itemsize)) if unsigned else data.dtype.newbyteorder("=")
    return data.astype(dtype), dtype


def same(data, dtype, value):
    """Where stored values equal an attribute's, both in the variable's type where it fits."""
    if data.dtype.kind == "f":
        return np.isnan(data) if np.isnan(value) else data == dtype.type(value)
    if dtype.kind == "u" and value < 0:
        value = int(value) + (1 << 8 * dtype.itemsize)
    return data == value


def packed_attributes(variable, data):
    scale, offset = number(variable, "scale_factor"), number(variable, "add_offset")
    out = data.astype("f8")
    if scale is not None:
        out = out * float(scale[0])
    if offset is not None:
        out = out + float(offset[0])
    return out


def decode_result(variable):
    """Values of a result as doubles, NaN where its own _FillValue or missing_value stands.

    Missing floats need one of these. For whole numbers the default fill of the type will do, which
    netCDF-C writes where nothing is written: with a _FillValue, readers turn them into floats.
    """
    data, dtype = stored(variable)
    gone = np.isnan(data) if data.dtype.kind == "f" else np.zeros(data.shape, bool)
    said = False
    for attribute in ("_FillValue", "missing_value"):
        value = number(variable, attribute)
        if value is not None:
            said = True
            gone |= same(data, dtype, value[0])
    if not said and data.dtype.kind != "f" and data.dtype.itemsize > 1:
        gone |= same(data, dtype, netCDF4.default_fillvals[data.dtype.str[1:]])
    out = packed_attributes(variable, data)
    out[gone] = np.nan
    return out


def decode_input(variable):
    """Values of an input as doubles, NaN where any of the ways of being missing says so.

    These are _FillValue, every missing_value, valid_range or valid_min and valid_max, NaN, and
    without a _FillValue or missing_value the default fill of the type, bytes excepted. All of them
    are about the stored values.
    """
    data, dtype = stored(variable)
    gone = np.isnan(data) if data.dtype.kind == "f" else np.zeros(data.shape, bool)
    said = False
    for attribute in ("_FillValue", "missing_value"):
        value = number(variable, attribute)
        said = said or value is not None
        for one in value if value is not None else ():
            gone |= same(data, dtype, one)
    if not said and data.dtype.itemsize > 1:
        gone |= same(data, dtype, netCDF4.default_fillvals[data.dtype.str[1:]])
    valid = number(variable, "valid_range")
    least, most = number(variable, "valid_min"), number(variable, "valid_max")
    if valid is not None and len(valid) == 2:
        least, most = valid[:1], valid[1:]
    with np.errstate(invalid="ignore"):
        if least is not None:
            gone |= data < least[0].astype(dtype)
        if most is not None:
            gone |= data > most[0].astype(dtype)
    out = packed_attributes(variable, data)
    out[gone] = np.nan
    return out

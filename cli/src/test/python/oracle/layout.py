"""Which of a variable's dimensions are time, levels, latitudes and longitudes."""

from dataclasses import dataclass, replace

import netCDF4
import numpy as np

from . import dates, meaning


@dataclass
class Field:
    """A variable while operators work on it.

    `time` is the time dimension or None, `y` and `x` the horizontal ones (or None), `aux` says that
    latitudes and longitudes are auxiliary, `lat` and `lon` hold 1-D centres, `lat_edges` (n, 2) and
    `lon_edges` (n, 2) the cells' edges by which areas are weighed. `stamps` are dates of the steps,
    and `lengths` the days of their months; `level` is a dimension of levels, `levels` its values;
    `fill` is the number that missing cells are written as.
    `terms` names what the formula of its levels needs, `area` holds the file's own areas of the cells
    along the dimensions `y` and `x`; `cornered` says that cells have corners that are no box.
    """

    name: str
    dims: tuple
    data: np.ndarray
    time: str = None
    y: str = None
    x: str = None
    aux: bool = False
    lat: np.ndarray = None
    lon: np.ndarray = None
    lat_edges: np.ndarray = None
    lon_edges: np.ndarray = None
    stamps: list = None
    lengths: list = None
    level: str = None
    levels: np.ndarray = None
    fill: float = None
    terms: tuple = ()
    area: object = None
    cornered: bool = False

    def axis(self, dim):
        return self.dims.index(dim)

    def horizontal(self):
        return [d for d in self.dims if d in (self.y, self.x)]

    def with_data(self, data, dims=None):
        return replace(self, data=data, dims=self.dims if dims is None else tuple(dims))


@dataclass
class Source:
    """The fields of a file, and the dates of its steps; `areas` names those that are cell areas."""

    fields: list
    stamps: list = None
    steps: int = 1
    areas: frozenset = frozenset()

    def is_area(self, field):
        """Whether a field only tells the areas of the others' cells."""
        return field.name in self.areas and any(f.name not in self.areas for f in self.fields)

    def with_fields(self, fields):
        return replace(self, fields=fields)


def open_source(path, decoded=None):
    """Reads a file; `decoded` gives values by name where another library decoded them."""
    with netCDF4.Dataset(path) as file:
        fields = []
        for name, variable in meaning.data_variables(file).items():
            data = decoded[name] if decoded is not None and name in decoded else \
                meaning.decode_input(variable)
            fields.append(describe(file, name, variable, data))
            fields[-1].area = own_area(file, variable, fields[-1])
        stamps = next((f.stamps for f in fields if f.stamps is not None), None)
        steps = max((f.data.shape[f.axis(f.time)] for f in fields if f.time in f.dims), default=1)
        return Source(fields, stamps, steps, cell_areas(file))


def own_area(file, variable, field):
    words = meaning.text(variable, "cell_measures").split()
    area = file.variables.get(words[words.index("area:") + 1]) if "area:" in words[:-1] else None
    return meaning.decode_input(area) if area is not None and area.dimensions == (
        field.y, field.x) else None


def cell_areas(file):
    named = (meaning.text(v, "cell_measures").split() for _, v in meaning.walk(file))
    return frozenset(words[words.index("area:") + 1] for words in named if "area:" in words[:-1])


def describe(file, name, variable, data):
    field = Field(name, variable.dimensions, data)
    fill = meaning.number(variable, "_FillValue")
    field.fill = None if fill is None else fill[0]
    rest = list(variable.dimensions)
    axes = {d: file.variables[d] for d in rest if d in file.variables
            and file.variables[d].dimensions == (d,) and meaning.numeric(file.variables[d])}
    field.time = find(rest, axes, "T", "time", meaning.is_time) or steps(variable, rest, axes)
    drop(rest, field.time)
    if field.time in axes and meaning.is_time(axes[field.time]):
        time = axes[field.time]
        field.stamps = dates.decode(time, np.atleast_1d(meaning.decode_result(time)))
        field.lengths = [dates.days_in_month(s, time) for s in field.stamps]
    elif field.time in file.variables and file.variables[field.time].dtype == "S1":
        field.stamps = [dates.of_text(b"".join(row).decode()) for row in file[field.time][...].data]
    places = auxiliary(file, variable)
    if places:
        field.aux = True
        field.cornered = corners(file, variable)
        field.x, field.y = places[-1], places[0] if len(places) == 2 else None
        weigh(file, field, axes)
        return field
    level = find(rest, axes, "Z", "", is_level)
    drop(rest, level)
    if level is not None:
        field.level, field.levels = level, meaning.decode_result(axes[level])
        formula = meaning.text(axes[level], "formula_terms").split()
        field.terms = tuple(word for word in formula if not word.endswith(":"))
    field.y = find(rest, axes, "Y", "latitude", meaning.is_latitude)
    drop(rest, field.y)
    field.x = find(rest, axes, "X", "longitude", meaning.is_longitude)
    drop(rest, field.x)
    weigh(file, field, axes)
    if field.x is None and rest:
        field.x = rest.pop()
    if field.y is None and rest:
        field.y = rest.pop()
    return field


def weigh(file, field, axes):
    """Sets centres and edges of cells, also of those about a rotated pole, where areas are alike."""
    y, x = axes.get(field.y), axes.get(field.x)
    if y is not None and (meaning.is_latitude(y) or is_rotated(y)):
        centres = degrees(y, meaning.decode_result(y))
        field.lat_edges = cell_edges(file, y, centres, 90.0)
        field.lat = None if is_rotated(y) else centres
    if x is not None and (meaning.is_longitude(x) or is_rotated(x)):
        centres = degrees(x, meaning.decode_result(x))
        field.lon_edges = cell_edges(file, x, centres, None)
        field.lon = None if is_rotated(x) else centres


def is_rotated(axis):
    return meaning.text(axis, "standard_name") in ("grid_latitude", "grid_longitude")


def degrees(axis, values):
    radians = meaning.text(axis, "units").strip().lower() in ("radian", "radians")
    return np.degrees(values) if radians else values


def steps(variable, rest, axes):
    """A dimension of steps without dates: called time, unlimited, or counting hours or the like."""
    named = [d for d in rest if d.lower() in ("time", "t", "time_counter")]
    free = [d for d in rest if d not in axes or not tells_axis(axes[d])]
    unlimited = {d.name for d in variable.get_dims() if d.isunlimited()}
    counted = [d for d in free if d in axes and meaning.is_duration(axes[d])]
    return next(iter(named + [d for d in free if d in unlimited] + counted), None)


def tells_axis(variable):
    return (meaning.text(variable, "axis") != "" or is_level(variable)
            or meaning.is_latitude(variable) or meaning.is_longitude(variable))


def drop(dims, dim):
    if dim in dims:
        dims.remove(dim)


def find(rest, axes, letter, standard_name, test):
    for dim in rest:
        if dim in axes:
            given = meaning.text(axes[dim], "standard_name")
            if test(axes[dim]) or meaning.text(axes[dim], "axis") == letter or (
                    standard_name and given == standard_name):
                return dim
    return None


def is_level(variable):
    return meaning.text(variable, "positive") != "" or meaning.text(variable, "units") in (
        "Pa", "hPa", "mb", "mbar", "millibar", "millibars", "level")


def auxiliary(file, variable):
    """The dimensions of latitudes that are no axis but fit the variable."""
    named = meaning.text(variable, "coordinates").split()
    for name in named:
        other = file.variables.get(name)
        if other is not None and other.dimensions and other.dimensions != (name,) and \
                meaning.is_latitude(other) and set(other.dimensions) <= set(variable.dimensions):
            return other.dimensions
    return ()


def corners(file, variable):
    """Whether a coordinate that the variable names has bounds in the file."""
    named = [file.variables.get(n) for n in meaning.text(variable, "coordinates").split()]
    return any(v is not None and meaning.text(v, "bounds") in file.variables for v in named)


def cell_edges(file, axis, centres, limit):
    """Edges from the bounds if they can be true, otherwise half-way between centres."""
    bounds = file.variables.get(meaning.text(axis, "bounds"))
    if bounds is not None and bounds.shape == (centres.size, 2):
        pair = degrees(axis, meaning.decode_result(bounds))
        if plausible(pair, centres):
            return pair
    return midpoints(centres, limit)


def plausible(pair, centres):
    low, high = pair.min(axis=1), pair.max(axis=1)
    ordered = np.all(pair[:, 0] < pair[:, 1]) or np.all(pair[:, 0] > pair[:, 1])
    return bool(np.isfinite(pair).all() and ordered and np.all(low <= centres)
                and np.all(centres <= high))


def midpoints(centres, limit):
    if centres.size == 1:
        return None
    inner = (centres[1:] + centres[:-1]) / 2
    cuts = np.concatenate([[2 * centres[0] - inner[0]], inner, [2 * centres[-1] - inner[-1]]])
    if limit is not None:
        cuts = np.clip(cuts, -limit, limit)
    return np.stack([cuts[:-1], cuts[1:]], axis=-1)

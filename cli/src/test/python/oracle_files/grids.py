"""Horizontal and vertical coordinates: order, direction, names, bounds, auxiliary and absent ones."""

import numpy as np

from .base import (GRID, LAT, LON, TAS, case, dataset, edges, grid, latitude, longitude, monthly, pair, put,
                   tas, values)


def simple(path, lat=LAT, lon=LON, bounds=True, steps=4, dims=("time", "lat", "lon")):
    with dataset(path) as file:
        latitude(file, np.asarray(lat), bounds=bounds)
        longitude(file, np.asarray(lon), bounds=bounds)
        monthly(file, steps, unlimited=dims[0] == "time")
        tas(file, steps, dims)


def axes(name, **options):
    case(f"grid-{name}.nc")(lambda path: simple(path, **options))


axes("ascending")
axes("latitude-descending", lat=LAT[::-1])
axes("no-bounds", bounds=False)
axes("no-bounds-descending", lat=LAT[::-1], bounds=False)
axes("with-poles-no-bounds", lat=np.arange(-90.0, 91.0, 30.0), bounds=False)
axes("with-poles-bounds", lat=np.arange(-90.0, 91.0, 30.0))
axes("longitude-from-minus-180", lon=np.arange(-180.0, 180.0, 30.0))
axes("longitude-over-dateline", lon=np.arange(150.0, 230.0, 10.0))
axes("longitude-over-greenwich", lon=np.arange(330.0, 391.0, 10.0))
axes("longitude-descending", lon=LON[::-1])
axes("regional", lat=np.arange(35.0, 60.0, 2.5), lon=np.arange(-10.0, 30.0, 2.5))
axes("regional-no-bounds", lat=np.arange(35.0, 60.0, 2.5), lon=np.arange(-10.0, 30.0, 2.5),
     bounds=False)
axes("irregular-no-bounds", lat=[-80.0, -50.0, -30.0, -5.0, 0.0, 20.0, 60.0, 85.0], bounds=False)
axes("one-cell", lat=[52.0], lon=[5.0])
axes("one-cell-no-bounds", lat=[52.0], lon=[5.0], bounds=False)
axes("one-latitude", lat=[52.0])
axes("one-longitude", lon=[5.0])
axes("time-lon-lat", dims=("time", "lon", "lat"))
axes("lat-lon-time", dims=("lat", "lon", "time"))
axes("lon-lat-time", dims=("lon", "lat", "time"))
axes("lat-time-lon", dims=("lat", "time", "lon"))
axes("time-lat", dims=("time", "lat"))
axes("time-lon", dims=("time", "lon"))
axes("fine", lat=np.arange(-88.75, 89.0, 2.5), lon=np.arange(0.0, 360.0, 5.0), steps=2)


@case("grid-gaussian.nc")
def gaussian(path):
    nodes = np.polynomial.legendre.leggauss(32)[0]
    simple(path, np.degrees(np.arcsin(nodes))[::-1], np.arange(0.0, 360.0, 11.25), False)


@case("grid-gaussian-bounds.nc")
def gaussian_bounds(path):
    """A Gaussian grid with bounds by quadrature weights, as models write them."""
    nodes, weights = np.polynomial.legendre.leggauss(16)
    cuts = np.degrees(np.arcsin(np.clip(np.concatenate([[-1.0], -1 + np.cumsum(weights)]), -1, 1)))
    with dataset(path) as file:
        latitude(file, np.degrees(np.arcsin(nodes)), bounds=False)
        pair(file)
        file["lat"].bounds = "lat_bnds"
        put(file, "lat_bnds", ("lat", "bnds"), np.stack([cuts[:-1], cuts[1:]], -1), "f8")
        longitude(file)
        monthly(file, 4)
        tas(file, 4)


def bad_bounds(name, make):
    @case(f"grid-bounds-{name}.nc")
    def write(path):
        with dataset(path) as file:
            latitude(file, bounds=False)
            longitude(file)
            monthly(file, 4)
            file["lat"].bounds = "lat_bnds"
            put(file, "lat_bnds", ("lat", "bnds"), make(edges(LAT)), "f8")
            tas(file, 4)


bad_bounds("uninitialised", lambda given: None)
bad_bounds("zero", np.zeros_like)
bad_bounds("degenerate", lambda given: np.repeat(LAT[:, None], 2, axis=1))
bad_bounds("elsewhere", lambda given: given + 40.0)
bad_bounds("swapped", lambda given: given[:, ::-1])
bad_bounds("beyond-poles", lambda given: given * 90 / 80 * 1.2)


@case("grid-bounds-absent.nc")
def bounds_absent(path):
    """Attributes that name variables the file does not have."""
    with dataset(path) as file:
        latitude(file, bounds=False)
        longitude(file, bounds=False)
        monthly(file, 4, bounds=False)
        for axis in ("lat", "lon", "time"):
            file[axis].bounds = axis + "_bnds"
        tas(file, 4, attributes={
            "coordinates": "height lon2d lat2d", "grid_mapping": "crs",
            "cell_measures": "area: areacella", "ancillary_variables": "tas_flag"})


NAMES = {
    "degree-north": ({"units": "degree_north"}, {"units": "degree_east"}),
    "degreesN": ({"units": "degreesN"}, {"units": "degreesE"}),
    "degrees_N": ({"units": "degrees_N"}, {"units": "degrees_E"}),
    "standard-name": ({"standard_name": "latitude", "units": "degrees"},
                      {"standard_name": "longitude", "units": "degrees"}),
    "radians": ({"standard_name": "latitude", "units": "radian"},
                {"standard_name": "longitude", "units": "radian"}),
    "axis-alone": ({"axis": "Y"}, {"axis": "X"}),
    "axis-type": ({"_CoordinateAxisType": "Lat", "units": "degrees"},
                  {"_CoordinateAxisType": "Lon", "units": "degrees"}),
    "upper-case": ({"units": "Degrees_North"}, {"units": "Degrees_East"}),
    "no-attributes": ({}, {}),
}
for _name, (_lat, _lon) in NAMES.items():

    @case(f"grid-names-{_name}.nc")
    def named(path, lat=_lat, lon=_lon):
        scale = np.pi / 180 if lat.get("units") == "radian" else 1.0
        with dataset(path) as file:
            y, x = ("lat", "lon") if not lat else ("j", "i")
            latitude(file, LAT * scale, y, False, lat)
            longitude(file, LON * scale, x, False, lon)
            monthly(file, 4)
            tas(file, 4, ("time", y, x))


@case("grid-without-time.nc")
def without_time(path):
    with dataset(path) as file:
        grid(file)
        put(file, "orog", ("lat", "lon"), values(GRID))
        put(file, "flipped", ("lon", "lat"), values(GRID[::-1]))


def corners(lat, lon, step):
    """Counter-clockwise corners of cells of `step` degrees around 2-D centres."""
    offsets = np.array([[-1, -1], [-1, 1], [1, 1], [1, -1]]) * step / 2
    return lat[..., None] + offsets[:, 0], lon[..., None] + offsets[:, 1]


def curvilinear(path, bounds, rotation=15.0):
    """Centres on rows that rise to the east: lat(j, i), lon(j, i)."""
    with dataset(path) as file:
        file.createDimension("j", 6)
        file.createDimension("i", 9)
        file.createDimension("vertices", 4)
        monthly(file, 5)
        j, i = np.meshgrid(np.arange(6), np.arange(9), indexing="ij")
        lat, lon = -30 + 10.0 * j + i * rotation / 9, 20 + 10.0 * i
        lat_bnds, lon_bnds = corners(lat, lon, 10.0)
        put(file, "latitude", ("j", "i"), lat, "f8", attributes={
            "standard_name": "latitude", "units": "degrees_north",
            **({"bounds": "lat_vertices"} if bounds else {})})
        put(file, "longitude", ("j", "i"), lon, "f8", attributes={
            "standard_name": "longitude", "units": "degrees_east",
            **({"bounds": "lon_vertices"} if bounds else {})})
        if bounds:
            put(file, "lat_vertices", ("j", "i", "vertices"), lat_bnds, "f8")
            put(file, "lon_vertices", ("j", "i", "vertices"), lon_bnds, "f8")
        put(file, "tos", ("time", "j", "i"), values((5, 6, 9)), fill=np.float32(1e20), attributes={
            "units": "degC", "coordinates": "latitude longitude"})


case("grid-curvilinear.nc")(lambda path: curvilinear(path, True))
case("grid-curvilinear-no-bounds.nc")(lambda path: curvilinear(path, False))
case("grid-curvilinear-straight.nc")(lambda path: curvilinear(path, True, 0.0))


@case("grid-rotated-pole.nc")
def rotated(path):
    with dataset(path) as file:
        latitude(file, np.arange(-5.0, 5.0), "rlat", False, {
            "standard_name": "grid_latitude", "units": "degrees", "axis": "Y"})
        longitude(file, np.arange(-6.0, 6.0), "rlon", False, {
            "standard_name": "grid_longitude", "units": "degrees", "axis": "X"})
        monthly(file, 5)
        put(file, "rotated_pole", (), 0, "i4", attributes={
            "grid_mapping_name": "rotated_latitude_longitude",
            "grid_north_pole_latitude": 39.25, "grid_north_pole_longitude": -162.0})
        lat, lon = rotate_back(np.arange(-5.0, 5.0), np.arange(-6.0, 6.0), 39.25, -162.0)
        put(file, "lat", ("rlat", "rlon"), lat, "f8", attributes={
            "standard_name": "latitude", "units": "degrees_north"})
        put(file, "lon", ("rlat", "rlon"), lon, "f8", attributes={
            "standard_name": "longitude", "units": "degrees_east"})
        tas(file, 5, ("time", "rlat", "rlon"), attributes={
            "coordinates": "lat lon", "grid_mapping": "rotated_pole"})


def rotate_back(rlat, rlon, pole_lat, pole_lon):
    """Geographical latitude and longitude of a rotated grid's points, in degrees."""
    phi, lam = np.meshgrid(np.radians(rlat), np.radians(rlon), indexing="ij")
    pole, turn = np.radians(pole_lat), np.radians(pole_lon)
    sine = np.sin(pole) * np.sin(phi) + np.cos(pole) * np.cos(phi) * np.cos(lam)
    east = np.arctan2(
        np.cos(phi) * np.sin(lam),
        np.sin(pole) * np.cos(phi) * np.cos(lam) - np.cos(pole) * np.sin(phi))
    return np.degrees(np.arcsin(sine)), (np.degrees(turn - east) + 540) % 360 - 180


@case("grid-projection-metres.nc")
def projection(path):
    """Axes in metres, with 2-D latitude and longitude."""
    with dataset(path) as file:
        file.createDimension("y", 5)
        file.createDimension("x", 6)
        monthly(file, 4)
        put(file, "y", ("y",), np.arange(5) * 50000.0, "f8", attributes={
            "standard_name": "projection_y_coordinate", "units": "m", "axis": "Y"})
        put(file, "x", ("x",), np.arange(6) * 50000.0, "f8", attributes={
            "standard_name": "projection_x_coordinate", "units": "m", "axis": "X"})
        put(file, "crs", (), 0, "i4", attributes={
            "grid_mapping_name": "lambert_conformal_conic", "standard_parallel": [46.0, 48.0],
            "longitude_of_central_meridian": 9.0, "latitude_of_projection_origin": 47.0,
            "earth_radius": 6371229.0})
        lat = 47 + np.arange(5)[:, None] * 0.45 + np.zeros((5, 6))
        lon = 9 + np.arange(6)[None, :] * 0.65 + np.zeros((5, 6))
        put(file, "lat", ("y", "x"), lat, "f8", attributes={"units": "degrees_north"})
        put(file, "lon", ("y", "x"), lon, "f8", attributes={"units": "degrees_east"})
        tas(file, 4, ("time", "y", "x"), attributes={"coordinates": "lat lon", "grid_mapping": "crs"})


@case("grid-unstructured.nc")
def unstructured(path):
    """Triangles: one dimension of cells, with centres and corners."""
    with dataset(path) as file:
        file.createDimension("cell", 40)
        file.createDimension("nv", 3)
        monthly(file, 4)
        index = np.arange(40)
        lat, lon = -45 + 10.0 * (index // 8), 10.0 * (index % 8)
        put(file, "clat", ("cell",), lat, "f8", attributes={
            "standard_name": "latitude", "units": "degrees_north", "bounds": "clat_bnds"})
        put(file, "clon", ("cell",), lon, "f8", attributes={
            "standard_name": "longitude", "units": "degrees_east", "bounds": "clon_bnds"})
        put(file, "clat_bnds", ("cell", "nv"), lat[:, None] + [-2.0, -2.0, 4.0], "f8")
        put(file, "clon_bnds", ("cell", "nv"), lon[:, None] + [-4.0, 4.0, 0.0], "f8")
        put(file, "tas", ("time", "cell"), values((4, 40)), attributes={
            **TAS, "coordinates": "clat clon"})


def stations(path, dims, text):
    """Series at places: auxiliary coordinates along one dimension, names as text."""
    with dataset(path) as file:
        file.createDimension("location", 5)
        monthly(file, 14, unlimited=dims[0] == "time")
        put(file, "lat", ("location",), [50.0, -20.0, 12.5, 80.0, 0.0], "f4", attributes={
            "standard_name": "latitude", "units": "degrees_north"})
        put(file, "lon", ("location",), [10.0, 130.0, -60.0, 0.0, 179.0], "f4", attributes={
            "standard_name": "longitude", "units": "degrees_east"})
        shape = [14 if dim == "time" else 5 for dim in dims]
        put(file, "tas", dims, values(shape), fill=np.float32(-99.0), attributes={
            **TAS, "coordinates": "lat lon" + (" station_name" if text else "")})
        if text:
            file.createDimension("name_length", 8)
            names = file.createVariable("station_name", "S1", ("location", "name_length"))
            for n in range(5):
                names[n] = np.array(list(f"place {n} "), "S1")
            names.long_name = "station name"


case("grid-stations-time-location.nc")(lambda path: stations(path, ("time", "location"), False))
case("grid-stations-location-time.nc")(lambda path: stations(path, ("location", "time"), False))
case("grid-stations-text.nc")(lambda path: stations(path, ("time", "location"), True))


@case("grid-unlimited-location.nc")
def unlimited_location(path):
    """The unlimited dimension is not time."""
    with dataset(path) as file:
        file.createDimension("location", None)
        monthly(file, 14, unlimited=False)
        put(file, "tas", ("location", "time"), values((5, 14)), attributes=TAS)


@case("grid-unlimited-level.nc")
def unlimited_level(path):
    with dataset(path) as file:
        file.createDimension("lev", None)
        grid(file)
        put(file, "lev", ("lev",), [10.0, 20.0, 50.0], "f8", attributes={
            "units": "m", "positive": "down", "axis": "Z"})
        put(file, "thetao", ("lev", "lat", "lon"), values((3, *GRID)))


@case("grid-scalar-coordinates.nc")
def scalar_coordinates(path):
    """Scalar height and scalar text beside the axes."""
    with dataset(path) as file:
        grid(file)
        monthly(file, 4)
        file.createDimension("strlen", 4)
        put(file, "height", (), 2.0, "f8", attributes={
            "standard_name": "height", "units": "m", "positive": "up", "axis": "Z"})
        kind = file.createVariable("type", "S1", ("strlen",))
        kind[:] = np.array(list("land"), "S1")
        kind.standard_name = "area_type"
        tas(file, 4, attributes={"coordinates": "height type"})


def levels(name, numbers, attributes, dims=("time", "lev", "lat", "lon")):
    @case(f"grid-levels-{name}.nc")
    def write(path):
        with dataset(path) as file:
            grid(file)
            monthly(file, 6, unlimited=dims[0] == "time")
            file.createDimension("lev", len(numbers))
            put(file, "lev", ("lev",), numbers, "f8", attributes=attributes)
            tas(file, 6, dims)


levels("pressure", [100000.0, 85000.0, 50000.0],
       {"standard_name": "air_pressure", "units": "Pa", "positive": "down", "axis": "Z"})
levels("pressure-hpa", [200.0, 500.0, 850.0], {"units": "hPa", "long_name": "pressure"})
levels("depth", [5.0, 15.0, 40.0],
       {"standard_name": "depth", "units": "m", "positive": "down", "axis": "Z"})
levels("no-attributes", [1.0, 2.0, 3.0], {})
levels("between", [10.0, 2.0], {"units": "m", "axis": "Z", "positive": "up"},
       ("time", "lat", "lev", "lon"))
levels("last", [10.0, 2.0], {"units": "m", "axis": "Z", "positive": "up"},
       ("time", "lat", "lon", "lev"))
levels("first", [10.0, 2.0], {"units": "m", "axis": "Z", "positive": "up"},
       ("lev", "time", "lat", "lon"))


@case("grid-levels-hybrid.nc")
def hybrid(path):
    with dataset(path) as file:
        grid(file)
        monthly(file, 4)
        pair(file)
        file.createDimension("lev", 4)
        a, b = np.array([0.0, 5000.0, 8000.0, 2000.0, 0.0]), np.array([1.0, 0.8, 0.4, 0.1, 0.0])
        terms = "a: a b: b ps: ps p0: p0"
        put(file, "lev", ("lev",), [0.95, 0.7, 0.3, 0.05], "f8", attributes={
            "standard_name": "atmosphere_hybrid_sigma_pressure_coordinate", "positive": "down",
            "axis": "Z", "units": "1", "formula_terms": terms, "bounds": "lev_bnds"})
        put(file, "lev_bnds", ("lev", "bnds"), [[1, .85], [.85, .5], [.5, .2], [.2, 0]], "f8",
            attributes={"formula_terms": "a: a_bnds b: b_bnds ps: ps p0: p0"})
        put(file, "p0", (), 100000.0, "f8", attributes={"units": "Pa"})
        for name, edge in (("a", a / 1e5), ("b", b)):
            put(file, name, ("lev",), (edge[:-1] + edge[1:]) / 2, "f8")
            put(file, name + "_bnds", ("lev", "bnds"), np.stack([edge[:-1], edge[1:]], -1), "f8")
        put(file, "ps", ("time", "lat", "lon"), values((4, *GRID), 2, 95000.0, 0.1),
            attributes={"units": "Pa"})
        tas(file, 4, ("time", "lev", "lat", "lon"))


@case("grid-ensemble-five-dimensions.nc")
def ensemble(path):
    with dataset(path) as file:
        latitude(file, np.array([-10.0, 10.0]))
        longitude(file, np.array([0.0, 10.0, 20.0]))
        monthly(file, 6)
        file.createDimension("member", 3)
        file.createDimension("lev", 2)
        put(file, "member", ("member",), [1, 2, 3], "i4", attributes={"standard_name": "realization"})
        put(file, "lev", ("lev",), [850.0, 500.0], "f8", attributes={"units": "hPa", "axis": "Z"})
        put(file, "ta", ("time", "member", "lev", "lat", "lon"), values((6, 3, 2, 2, 3)),
            attributes=TAS)
        tas(file, 6)


@case("grid-ensemble-four-dimensions.nc")
def members(path):
    with dataset(path) as file:
        grid(file)
        monthly(file, 6)
        file.createDimension("member", 3)
        put(file, "member", ("member",), [1, 2, 3], "i4", attributes={"standard_name": "realization"})
        tas(file, 6, ("time", "member", "lat", "lon"))


@case("grid-two-grids.nc")
def two_grids(path):
    """Variables on unlike grids in one file."""
    with dataset(path) as file:
        grid(file)
        monthly(file, 6)
        latitude(file, np.array([-10.0, 0.0, 10.0]), "lat_u")
        longitude(file, np.array([10.0, 20.0, 30.0]), "lon_u")
        tas(file, 6)
        put(file, "u", ("time", "lat_u", "lon_u"), values((6, 3, 3), 3, -20.0), attributes={
            "units": "m s-1"})


@case("grid-zonal-and-index.nc")
def zonal(path):
    """Fields, a zonal mean and an index in one file."""
    with dataset(path) as file:
        grid(file)
        monthly(file, 6)
        tas(file, 6)
        put(file, "zonal", ("time", "lat"), values((6, 8), 3), attributes={"units": "K"})
        put(file, "index", ("time",), values((6,), 4), attributes={"units": "1"})


@case("grid-cell-area.nc")
def cell_area(path):
    """The file's own cell areas, which weigh the cells unlike their bounds do."""
    with dataset(path) as file:
        grid(file)
        monthly(file, 4)
        put(file, "areacella", ("lat", "lon"), values(GRID, 8, 1e10, 1e5), attributes={
            "standard_name": "cell_area", "units": "m2"})
        tas(file, 4, attributes={"cell_measures": "area: areacella",
                                 "cell_methods": "area: time: mean"})

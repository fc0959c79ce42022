"""Writes the NetCDF-4 and HDF5 files that the tests of org.isobar.io.netcdf.hdf5 read.

usage: python3 make_nc4_fixtures.py OUT_DIR        (io-netcdf/src/test/resources/nc4)

Needs netCDF4, h5py and numpy (Debian: python3-netcdf4 python3-h5py). The committed files were made with
netCDF4-python 1.6.2 (netCDF-C 4.9.0) and h5py 3.7.0 (HDF5 1.10.8).

Values are closed-form, so that the tests know every cell: the i-th value in row-major order is

    value(i) = 37 * i mod 1009 - 200      for types of 16 bits and more (unsigned: 37 * i mod 1009)
    value(i) = 37 * i mod 251 - 125       for signed bytes (unsigned: 37 * i mod 251)
"""
import ctypes
import os
import sys

import h5py
import netCDF4
import numpy as np

OUT = sys.argv[1]


def path(name):
    return os.path.join(OUT, name)


def values(shape, dtype):
    dtype = np.dtype(dtype)
    i = np.arange(int(np.prod(shape)), dtype=np.int64)
    modulus, shift = (251, 125) if dtype.itemsize == 1 else (1009, 200)
    v = 37 * i % modulus - (0 if dtype.kind == "u" else shift)
    return v.astype(dtype).reshape(shape)


def put(ds, name, dtype, dims, shape, **kw):
    v = ds.createVariable(name, dtype, dims, **kw)
    v.set_auto_maskandscale(False)
    v[:] = values(shape, v.dtype)
    return v


def storage():
    """Every filter, storage and number type that NetCDF-C writes; chunks that do not divide the shape."""
    with netCDF4.Dataset(path("storage.nc"), "w") as ds:
        ds.title = "storage"
        ds.createDimension("t", None)
        ds.createDimension("y", 5)
        ds.createDimension("x", 6)
        tyx, s = ("t", "y", "x"), (7, 5, 6)
        put(ds, "deflate_shuffle", "f4", tyx, s, zlib=True, complevel=4, shuffle=True, chunksizes=(2, 3, 4))
        put(ds, "deflate", "f8", tyx, s, zlib=True, complevel=9, shuffle=False, chunksizes=(3, 2, 5))
        put(ds, "shuffle2", "i2", tyx, s, zlib=True, shuffle=True, chunksizes=(7, 5, 6))
        put(ds, "shuffle4", "i4", tyx, s, zlib=True, shuffle=True, chunksizes=(1, 5, 6))
        put(ds, "shuffle8", "i8", tyx, s, zlib=True, shuffle=True, chunksizes=(4, 4, 4))
        put(ds, "fletcher", "f4", tyx, s, zlib=True, shuffle=True, fletcher32=True, chunksizes=(2, 5, 6))
        put(ds, "fletcher_only", "i2", tyx, s, fletcher32=True, chunksizes=(3, 3, 3))
        put(ds, "plain_chunks", "f4", tyx, s, chunksizes=(2, 2, 4))
        put(ds, "contiguous", "f4", ("y", "x"), (5, 6), contiguous=True)
        put(ds, "big", ">f4", tyx, s, zlib=True, shuffle=True, endian="big", chunksizes=(2, 3, 4))
        put(ds, "big_contiguous", ">i2", ("y", "x"), (5, 6), endian="big", contiguous=True)
        for t in ("i1", "u1", "u2", "u4", "u8"):
            put(ds, t, t, ("y", "x"), (5, 6), zlib=True, shuffle=True)
        p = put(ds, "packed", "i2", tyx, s, zlib=True, shuffle=True, fill_value=-200, chunksizes=(2, 5, 6))
        p.scale_factor = 0.5
        p.add_offset = 10.0
        scalar = ds.createVariable("scalar", "f8", ())
        scalar[...] = 42.5


def unlimited():
    """Two unlimited dimensions; variables that are shorter than their dimension."""
    with netCDF4.Dataset(path("unlimited.nc"), "w") as ds:
        ds.createDimension("t", None)
        ds.createDimension("s", None)
        ds.createDimension("x", 3)
        a = ds.createVariable("a", "f4", ("t", "s", "x"), chunksizes=(2, 2, 2), zlib=True)
        a[:] = values((5, 4, 3), "f4")
        b = ds.createVariable("b", "f4", ("t", "x"), fill_value=-1e30, chunksizes=(2, 3), zlib=True)
        b[:2] = values((2, 3), "f4")
        c = ds.createVariable("c", "i4", ("t",))
        c[:1] = values((1,), "i4")
        ds.createVariable("never", "f4", ("s", "t"))


def sparse():
    """Chunks that were never written hold the fill value: of the attribute, or NetCDF's default."""
    with netCDF4.Dataset(path("sparse.nc"), "w") as ds:
        ds.createDimension("y", 9)
        ds.createDimension("x", 9)
        for name, kw in (
            ("own_fill", dict(fill_value=-999.0, zlib=True)),
            ("default_fill", dict(zlib=True)),
            ("plain", dict(fill_value=-999.0)),
        ):
            v = ds.createVariable(name, "f4", ("y", "x"), chunksizes=(3, 3), **kw)
            v[3:6, 3:6] = values((9, 9), "f4")[3:6, 3:6]
            v[8, 0] = values((9, 9), "f4")[8, 0]
        ds.createVariable("bytes", "i1", ("y", "x"), chunksizes=(3, 3), zlib=True)[0, 0] = 5
        ds.createVariable("nothing", "i2", ("y", "x"), contiguous=True, fill_value=-7)
    with h5py.File(path("sparse.h5"), "w") as f:
        d = f.create_dataset("fill7", shape=(6, 4), chunks=(2, 4), dtype="i4", fillvalue=7, compression="gzip")
        d[2:4] = values((6, 4), "i4")[2:4]
        f.create_dataset("zero", shape=(6, 4), chunks=(2, 4), dtype="f4")
        f.create_dataset("late", shape=(3,), dtype="f8", fillvalue=2.5)  # contiguous, never allocated


def types():
    """Text and user-defined types; attributes of every type."""
    with netCDF4.Dataset(path("types.nc"), "w") as ds:
        ds.createDimension("n", 3)
        ds.createDimension("m", 2)
        ds.createDimension("len", 6)
        s = ds.createVariable("strings", str, ("n", "m"))
        s[:] = np.array([["one", "zwei"], ["", "четыре"], ["five" * 30, "6"]], dtype=object)
        c = ds.createVariable("chars", "S1", ("n", "len"))
        c[:] = netCDF4.stringtochar(np.array(["alpha", "be", ""], dtype="S6"))
        z = ds.createVariable("chars_deflated", "S1", ("n", "len"), zlib=True, chunksizes=(2, 4))
        z[:] = netCDF4.stringtochar(np.array(["gamma", "de", "eps"], dtype="S6"))
        ds.createVariable("letter", "S1", ())[...] = b"q"
        e = ds.createEnumType(np.int16, "cloud_t", {"clear": 0, "cumulus": 1, "stratus": 300})
        ds.createVariable("clouds", e, ("n",), fill_value=1)[:] = np.array([0, 300, 1], "i2")
        comp = ds.createCompoundType(np.dtype([("u", "f4"), ("v", "f8")]), "wind_t")
        ds.createVariable("wind", comp, ("n",))[:] = np.zeros(3, comp.dtype)
        vl = ds.createVLType(np.int32, "ragged_t")
        r = ds.createVariable("ragged", vl, ("n",))
        for i in range(3):
            r[i] = np.arange(i + 1, dtype="i4")
        v = ds.createVariable("v", "f4", ("n",))
        v[:] = values((3,), "f4")
        for t in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"):
            v.setncattr("a_" + t, np.array([1, 100, 2], t))
        v.setncattr("one", np.int32(-5))
        v.setncattr("min_i8", np.int64(-(2**63)))
        v.setncattr("max_u8", np.uint64(2**64 - 1))
        v.text = "plain text"
        v.utf8 = "größer als α"
        v.empty = ""
        v.setncattr_string("string", "a string")
        v.setncattr("string_list", ["red", "green", "blue"])
        v.setncattr("none", np.array([], "f4"))


def groups():
    """The same names in several groups, dimensions inherited and hidden, nesting."""
    with netCDF4.Dataset(path("groups.nc"), "w") as ds:
        ds.createDimension("x", 4)
        ds.createDimension("same", 2)
        put(ds, "v", "f4", ("x",), (4,))
        g = ds.createGroup("g")
        g.about = "first"
        g.createDimension("y", 3)
        put(g, "v", "f8", ("y", "x"), (3, 4))
        h = ds.createGroup("h")
        h.createDimension("x", 5)
        h.createDimension("y", 6)
        h.createDimension("same", 2)
        put(h, "v", "i4", ("y", "x"), (6, 5))
        put(h, "w", "i4", ("same",), (2,))
        put(h, "x", "f4", ("x",), (5,))
        k = h.createGroup("k")
        put(k, "v", "i2", ("y", "same"), (6, 2))


def coordinates():
    """Coordinate variables, one of them of characters; a variable and a dimension of one name that do not belong together."""
    with netCDF4.Dataset(path("coordinates.nc"), "w") as ds:
        ds.createDimension("time", None)
        ds.createDimension("len", 5)
        ds.createDimension("other", 5)
        ds.createDimension("lat", 2)
        ds.createDimension("clash", 7)
        t = ds.createVariable("time", "S1", ("time", "len"))
        t[:] = netCDF4.stringtochar(np.array(["2001", "2002", "2003"], dtype="S5"))
        put(ds, "lat", "f8", ("lat",), (2,))
        put(ds, "v", "f4", ("time", "lat", "other"), (3, 2, 5))
        put(ds, "square", "f4", ("lat", "lat"), (2, 2))
        put(ds, "clash", "i4", ("lat",), (2,))
    with netCDF4.Dataset(path("classic-model.nc"), "w", format="NETCDF4_CLASSIC") as ds:
        ds.createDimension("time", None)
        put(ds, "v", "f4", ("time",), (4,), zlib=True)


def many():
    """Attributes and links in dense storage, an attribute of more than 64 kB (a large heap object), creation order."""
    with netCDF4.Dataset(path("many.nc"), "w") as ds:
        ds.createDimension("x", 2)
        for i in range(60):
            ds.setncattr("global_%02d" % (59 - i), np.int32(i))
        for i in range(40):
            v = ds.createVariable("v_%02d" % (39 - i), "i4", ("x",))
            v[:] = [i, i + 1]
        for i in range(30):
            v.setncattr("att_%02d" % (29 - i), "value %d" % i)
        v.history = "0123456789" * 7000


def old():
    """Superblock 0 with symbol tables; user block; compact storage; what NetCDF-C does not write."""
    with h5py.File(path("old.h5"), "w", libver="earliest", userblock_size=1024) as f:
        f.attrs["note"] = "after a user block"
        f.attrs["fixed"] = np.bytes_("fixed length")
        f.attrs["flag"] = True
        f.create_dataset("chunked", data=values((11, 7), "f4"), chunks=(4, 3), compression="gzip", shuffle=True)
        f.create_dataset("shuffle_only", data=values((11, 7), ">i4"), chunks=(4, 3), shuffle=True)
        f.create_dataset("shuffle16", data=values((4,), "f8").repeat(2).view("c16"), chunks=(4,), shuffle=True)
        g = f.create_group("deep").create_group("er")
        for i in range(20):
            g.create_dataset("d%02d" % i, data=values((3,), "f8") + i)
        f["soft"] = h5py.SoftLink("/deep/er/d03")
        f["dangling"] = h5py.SoftLink("/nowhere/at/all")
        f["outside"] = h5py.ExternalLink("elsewhere.h5", "/data")
        f["deep/circle"] = f["deep"]
        f["deep/hard"] = f["deep/er/d04"]
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_layout(h5py.h5d.COMPACT)
        space = h5py.h5s.create_simple((3, 4))
        d = h5py.h5d.create(f.id, b"compact", h5py.h5t.IEEE_F32LE, space, plist)
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, values((3, 4), "f4"))
        f.create_dataset("fixed", data=np.array([b"abc", b"de", b""], dtype="S5"))
        f.create_dataset("vlen", data=["x", "yz", ""], dtype=h5py.string_dtype())
        f.create_dataset("vlen_deflated", data=["a", "bc", "def"], dtype=h5py.string_dtype(), chunks=(2,), compression="gzip")
        f.create_dataset("bool", data=np.array([True, False, True]))
        f.create_dataset("half", data=values((3,), "f2"))
        f.create_dataset("opaque", data=np.zeros(2, "V5"))
        f.create_dataset("ref", data=np.array([f["deep"].ref], dtype=h5py.ref_dtype))
        f.create_dataset("empty", shape=(0, 3), maxshape=(None, 3), dtype="f4", chunks=(1, 3))
        f.create_dataset("null", data=h5py.Empty("f4"))
    with open(path("old.h5"), "r+b") as raw:
        raw.write(b"user block".ljust(1024, b"."))


def masks():
    """Filters left out of single chunks, as HDF5 does when a filter does not help."""
    import zlib

    data = values((6, 4), "f4")
    with h5py.File(path("masks.h5"), "w") as f:
        d = f.create_dataset("v", shape=(6, 4), chunks=(2, 4), dtype="f4", compression="gzip", shuffle=True)

        def shuffled(a):
            return np.frombuffer(a.tobytes(), "u1").reshape(-1, 4).T.tobytes()

        d.id.write_direct_chunk((0, 0), zlib.compress(shuffled(data[:2])), 0)
        d.id.write_direct_chunk((2, 0), data[2:4].tobytes(), 3)  # neither
        d.id.write_direct_chunk((4, 0), zlib.compress(data[4:].tobytes()), 1)  # no shuffle
        e = f.create_dataset("only_deflate_left_out", shape=(6, 4), chunks=(6, 4), dtype="f4", compression="gzip", shuffle=True)
        e.id.write_direct_chunk((0, 0), shuffled(data), 2)
        g = f.create_dataset("levels", shape=(40, 50), chunks=(40, 50), dtype="f4", compression="gzip")
        stored = zlib.compressobj(0)
        g.id.write_direct_chunk((0, 0), stored.compress(values((40, 50), "f4").tobytes()) + stored.flush(), 0)
        h = f.create_dataset("fixed_codes", shape=(40, 50), chunks=(40, 50), dtype="f4", compression="gzip")
        fixed = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_FIXED)
        h.id.write_direct_chunk((0, 0), fixed.compress(values((40, 50), "f4").tobytes()) + fixed.flush(), 0)


def unsupported():
    """Filters and storage that cannot be read, beside a variable that can."""
    with h5py.File(path("unsupported.h5"), "w") as f:
        f.create_dataset("good", data=values((4, 4), "f4"), chunks=(2, 2), compression="gzip")
        f.create_dataset("szip", data=values((64, 64), "f4"), chunks=(32, 32), compression="szip")
        f.create_dataset("lzf", data=values((4, 4), "f4"), chunks=(2, 2), compression="lzf")
        f.create_dataset("scaleoffset", data=values((4, 4), "i4"), chunks=(2, 2), scaleoffset=0)
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_chunk((4, 4))
        plist.set_filter(32015, h5py.h5z.FLAG_OPTIONAL, (3,))
        d = h5py.h5d.create(f.id, b"zstd", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((4, 4)), plist)
        h5py.Dataset(d).id.write_direct_chunk((0, 0), b"no zstd at all, but nobody looks", 0)
        f.create_dataset("external", shape=(4,), dtype="f4", external=[("raw.bin", 0, 16)])
        layout = h5py.VirtualLayout(shape=(4, 4), dtype="f4")
        layout[:] = h5py.VirtualSource(path_or_dataset=".", name="good", shape=(4, 4))
        f.create_virtual_dataset("virtual", layout)


def recent():
    """Superblock 3 with layout version 4: all five chunk indexes of HDF5 1.10, filtered and not."""
    with h5py.File(path("recent.h5"), "w", libver="latest") as f:
        kw = dict(compression="gzip", shuffle=True)
        f.create_dataset("single", data=values((5, 6), "f4"), chunks=(5, 6))
        f.create_dataset("single_filtered", data=values((5, 6), "f4"), chunks=(5, 6), **kw)
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_chunk((2, 4))
        plist.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        d = h5py.h5d.create(f.id, b"implicit", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((5, 6)), plist)
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, values((5, 6), "f4"))
        f.create_dataset("fixed", data=values((5, 6), "f4"), chunks=(2, 4))
        f.create_dataset("fixed_filtered", data=values((5, 6), "f4"), chunks=(2, 4), **kw)
        f.create_dataset("fixed_max", data=values((5, 6), "i2"), chunks=(2, 4), maxshape=(9, 12), **kw)
        paged = f.create_dataset("fixed_paged", shape=(60, 60), chunks=(1, 1), dtype="i1", fillvalue=3)
        paged[0, :50] = values((60, 60), "i1")[0, :50]
        paged[55:, :] = values((60, 60), "i1")[55:, :]
        f.create_dataset("extensible", data=values((50, 6), "f4"), chunks=(1, 4), maxshape=(None, 6))
        f.create_dataset("extensible_filtered", data=values((50, 6), "f4"), chunks=(1, 4), maxshape=(None, 6), **kw)
        f.create_dataset("extensible_inner", data=values((6, 50), "i2"), chunks=(4, 1), maxshape=(6, None))
        f.create_dataset("extensible_long", data=values((1500,), "i1"), chunks=(1,), maxshape=(None,))
        # Far enough out that data blocks of the index are paged; few pages are written.
        far = f.create_dataset("extensible_paged", shape=(160000,), chunks=(1,), maxshape=(None,), dtype="i1", fillvalue=3)
        for start in (135000, 150000, 159990):
            far[start : start + 10] = values((160000,), "i1")[start : start + 10]
        f.create_dataset("tree", data=values((9, 8), "f4"), chunks=(2, 3), maxshape=(None, None))
        f.create_dataset("tree_filtered", data=values((40, 30), "f4"), chunks=(2, 3), maxshape=(None, None), **kw)
        g = f.create_group("dense")
        for i in range(30):
            g.create_dataset("d%02d" % i, data=values((3,), "f8") + i)
        for i in range(20):
            g.attrs["a%02d" % i] = i
    with h5py.File(path("edges.h5"), "w", libver="latest") as f:
        # Partial edge chunks left unfiltered. h5py does not offer this option, the library under it does.
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_chunk((2, 4))
        plist.set_shuffle()
        plist.set_deflate(4)
        library = [line.split()[-1] for line in open("/proc/self/maps") if "libhdf5_serial.so" in line][0]
        option = ctypes.CDLL(library).H5Pset_chunk_opts
        option.argtypes = [ctypes.c_int64, ctypes.c_uint]
        assert option(plist.id, 2) == 0
        d = h5py.h5d.create(f.id, b"v", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((5, 6)), plist)
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, values((5, 6), "f4"))


for make in (storage, unlimited, sparse, types, groups, coordinates, many, old, masks, unsupported, recent):
    make()
total = 0
for name in sorted(os.listdir(OUT)):
    size = os.path.getsize(path(name))
    total += size
    print("%8d %s" % (size, name))
print("%8d" % total)

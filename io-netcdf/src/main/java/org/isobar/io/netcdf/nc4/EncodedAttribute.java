package org.isobar.io.netcdf.nc4;

/** An attribute as an HDF5 message holds it. */
record EncodedAttribute(String name, Bytes type, Bytes space, Bytes data) {}

/**
 * Reads NetCDF-4 files, that is HDF5 files, without a library: structure, attributes, chunk
 * indexes, filters and values.
 *
 * <p>From the bottom up: {@code H5Source} reads bytes, {@code H5Structure} hands out checked pieces
 * of metadata under a budget, {@code ObjectHeader} and the message records decode them, {@code
 * GroupLinks} and {@code ChunkIndexLoader} walk trees and heaps, {@code Netcdf4Model} gives the
 * result the meaning of NetCDF, {@code Hdf5Reader} reads values.
 */
@NullMarked
package org.isobar.io.netcdf.hdf5;

import org.jspecify.annotations.NullMarked;

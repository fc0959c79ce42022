/**
 * Writes NetCDF-4 files, that is HDF5 files, without a library, laid out so that HDF5 from 1.8 on,
 * netCDF-C and whatever builds on them read them.
 *
 * <p>From the top down: {@code Netcdf4Writer} takes regions from any thread; {@code FileModel} says
 * which HDF5 objects a schema becomes and {@code StorageRule} how their values are stored; {@code
 * ChunkedVariable} gathers regions into whole chunks, {@code ChunkFilters} shuffles and deflates
 * them, {@code Placement} gives them their places; {@code Metadata} writes object headers, heaps
 * and chunk indexes when all data are there.
 *
 * <p>A file begins with the superblock; then come variables of fixed places, then deflated chunks
 * in an order that the schema alone determines, then metadata. No time stamp and no address depends
 * on threads: the same values make the same bytes.
 */
@NullMarked
package org.isobar.io.netcdf.nc4;

import org.jspecify.annotations.NullMarked;

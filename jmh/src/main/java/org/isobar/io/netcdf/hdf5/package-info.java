/** Benchmarks of the parts that a chunk passes through. */
@NullMarked
package org.isobar.io.netcdf.hdf5;

import org.jspecify.annotations.NullMarked;

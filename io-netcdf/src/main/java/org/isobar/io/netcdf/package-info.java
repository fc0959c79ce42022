/** Reads and writes NetCDF files; the only place that knows the types of Netcdf-Java. */
@NullMarked
package org.isobar.io.netcdf;

import org.jspecify.annotations.NullMarked;

/** Reads and writes NetCDF files; the only place that sees the types of Netcdf-Java. */
@NullMarked
package org.isobar.io.netcdf;

import org.jspecify.annotations.NullMarked;

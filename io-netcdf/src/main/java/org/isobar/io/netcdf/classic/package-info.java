/** The NetCDF classic formats CDF-1, CDF-2 and CDF-5. */
@NullMarked
package org.isobar.io.netcdf.classic;

import org.jspecify.annotations.NullMarked;

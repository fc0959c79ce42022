/**
 * What all layouts of NetCDF share: files to read and to write, stored values and their packing.
 */
@NullMarked
package org.isobar.io.netcdf.storage;

import org.jspecify.annotations.NullMarked;

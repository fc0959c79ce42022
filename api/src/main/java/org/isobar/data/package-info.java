/** Values: types, dimensions, regions, arrays in memory. */
@NullMarked
package org.isobar.data;

import org.jspecify.annotations.NullMarked;

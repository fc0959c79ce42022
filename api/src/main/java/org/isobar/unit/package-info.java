/** Units of measurement in the syntax of UDUNITS: parsing, conversion and algebra. */
@NullMarked
package org.isobar.unit;

import org.jspecify.annotations.NullMarked;

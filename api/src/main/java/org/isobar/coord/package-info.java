/** Coordinates: axes, bounds, labels, weights. */
@NullMarked
package org.isobar.coord;

import org.jspecify.annotations.NullMarked;

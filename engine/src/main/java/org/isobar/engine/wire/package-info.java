/**
 * Plans and messages as bytes, for backends whose workers are other processes. Nothing else loads
 * this package or the library behind it.
 */
@NullMarked
package org.isobar.engine.wire;

import org.jspecify.annotations.NullMarked;

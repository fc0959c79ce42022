/** Operations as values; their arithmetic is in the engine's kernels. */
@NullMarked
package org.isobar.op;

import org.jspecify.annotations.NullMarked;

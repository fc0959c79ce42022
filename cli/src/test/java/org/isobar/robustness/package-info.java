/** What must hold at the limits: fields far larger than memory, damaged files, tiny heaps. */
@NullMarked
package org.isobar.robustness;

import org.jspecify.annotations.NullMarked;

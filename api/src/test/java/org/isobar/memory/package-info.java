/** Files in memory, their reader and an evaluator of small expressions, for tests. */
@NullMarked
package org.isobar.memory;

import org.jspecify.annotations.NullMarked;

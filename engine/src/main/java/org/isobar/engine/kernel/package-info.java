/** The arithmetic of operations: plain loops over tiles and partial results of folds. */
@NullMarked
package org.isobar.engine.kernel;

import org.jspecify.annotations.NullMarked;

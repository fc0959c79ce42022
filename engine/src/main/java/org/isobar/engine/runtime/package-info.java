/** Runs tasks of a plan: evaluates slabs, folds them, combines partial results in a fixed order. */
@NullMarked
package org.isobar.engine.runtime;

import org.jspecify.annotations.NullMarked;

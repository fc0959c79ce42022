/** Frozen plans: values that say all of how a request runs, of a size that no data change. */
@NullMarked
package org.isobar.engine.plan;

import org.jspecify.annotations.NullMarked;

/** From expressions to frozen, priced plans. */
@NullMarked
package org.isobar.engine.planner;

import org.jspecify.annotations.NullMarked;

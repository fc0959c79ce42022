/** The optimiser's rules, one file each. */
@NullMarked
package org.isobar.engine.planner.rule;

import org.jspecify.annotations.NullMarked;

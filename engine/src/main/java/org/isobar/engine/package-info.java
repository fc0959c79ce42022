/** Turns requests into plans and runs them, whatever moves the tasks. */
@NullMarked
package org.isobar.engine;

import org.jspecify.annotations.NullMarked;

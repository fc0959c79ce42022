/** Moves tasks to threads of this JVM. */
@NullMarked
package org.isobar.backend.local;

import org.jspecify.annotations.NullMarked;

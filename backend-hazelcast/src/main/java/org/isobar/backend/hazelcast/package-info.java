/** Moves tasks to the members of a Hazelcast grid. */
@NullMarked
package org.isobar.backend.hazelcast;

import org.jspecify.annotations.NullMarked;

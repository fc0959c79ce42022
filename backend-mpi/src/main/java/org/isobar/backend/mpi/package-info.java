/** Moves tasks to the ranks of an MPI world. */
@NullMarked
package org.isobar.backend.mpi;

import org.jspecify.annotations.NullMarked;

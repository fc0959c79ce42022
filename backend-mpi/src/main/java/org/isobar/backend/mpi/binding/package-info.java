/**
 * The MPI library of the machine, called through {@code java.lang.foreign}: no compiler, no
 * headers.
 */
@NullMarked
package org.isobar.backend.mpi.binding;

import org.jspecify.annotations.NullMarked;

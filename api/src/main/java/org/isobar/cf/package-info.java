/** The CF conventions: from a file's header to fields with coordinates, and back. */
@NullMarked
package org.isobar.cf;

import org.jspecify.annotations.NullMarked;

/** Short programs that show how an analysis is written. */
@NullMarked
package org.isobar.samples;

import org.jspecify.annotations.NullMarked;

/** What a program imports: fields, datasets, results and the backend that computes them. */
@NullMarked
package org.isobar;

import org.jspecify.annotations.NullMarked;

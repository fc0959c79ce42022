/** The lazy expression graph: few closed node kinds. */
@NullMarked
package org.isobar.expr;

import org.jspecify.annotations.NullMarked;

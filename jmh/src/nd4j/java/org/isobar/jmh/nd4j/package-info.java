/** What ND4J makes of the same arrays. */
@NullMarked
package org.isobar.jmh.nd4j;

import org.jspecify.annotations.NullMarked;

/** Files as descriptors and headers, and the interfaces that format modules implement. */
@NullMarked
package org.isobar.dataset;

import org.jspecify.annotations.NullMarked;

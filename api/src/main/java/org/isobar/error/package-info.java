/** What goes wrong, by name. */
@NullMarked
package org.isobar.error;

import org.jspecify.annotations.NullMarked;

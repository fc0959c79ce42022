/** The isobar command. */
@NullMarked
package org.isobar.cli;

import org.jspecify.annotations.NullMarked;

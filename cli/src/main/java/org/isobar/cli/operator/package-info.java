/** CDO's operators, one value each, and what passes between them. */
@NullMarked
package org.isobar.cli.operator;

import org.jspecify.annotations.NullMarked;

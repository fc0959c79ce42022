/**
 * Compares the command line with the real CDO, operator by operator and file by file.
 *
 * <p>{@link org.isobar.oracle.OracleTest} is the suite; it takes a few minutes and runs with {@code
 * -Disobar.oracle=true}. What differs by right stands in {@code oracle/differences.txt}.
 */
@NullMarked
package org.isobar.oracle;

import org.jspecify.annotations.NullMarked;

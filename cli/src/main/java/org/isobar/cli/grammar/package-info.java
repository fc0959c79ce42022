/** CDO's prefix grammar: words of a command line become a tree of operators and files. */
@NullMarked
package org.isobar.cli.grammar;

import org.jspecify.annotations.NullMarked;

/** CDO's expression language: text becomes a tree, and a tree of fields becomes fields. */
@NullMarked
package org.isobar.cli.expression;

import org.jspecify.annotations.NullMarked;

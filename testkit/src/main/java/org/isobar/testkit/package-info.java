/** Contracts that every backend and reader passes, and what they are checked against. */
@NullMarked
package org.isobar.testkit;

import org.jspecify.annotations.NullMarked;

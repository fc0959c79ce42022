/**
 * Benchmarks. Each checks its answer against a closed form or exact sums, and throws if it is
 * wrong.
 */
@NullMarked
package org.isobar.jmh;

import org.jspecify.annotations.NullMarked;

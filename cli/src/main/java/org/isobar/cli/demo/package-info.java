/**
 * What {@code isobar demo} does: it writes a small archive that looks like CMIP5's, or takes the
 * user's files, and computes how much warmer each model and experiment becomes.
 */
@NullMarked
package org.isobar.cli.demo;

import org.jspecify.annotations.NullMarked;

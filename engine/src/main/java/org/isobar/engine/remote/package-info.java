/**
 * Runs jobs on other processes, whatever carries the bytes between them. A driver plans, lends
 * tasks and puts together what they give; members run tasks. A transport supplies a {@link
 * org.isobar.engine.remote.Link}.
 */
@NullMarked
package org.isobar.engine.remote;

import org.jspecify.annotations.NullMarked;

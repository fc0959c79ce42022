/**
 * Notes of how far a job is, from which another one goes on: a journal of all values that are
 * finished, and beside it, every so often, which tasks are done and what their partials came to.
 */
@NullMarked
package org.isobar.engine.checkpoint;

import org.jspecify.annotations.NullMarked;

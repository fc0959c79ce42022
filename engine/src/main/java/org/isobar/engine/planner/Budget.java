package org.isobar.engine.planner;

/**
 * What a stage may use.
 *
 * @param bytes memory of the request, as it was asked for
 * @param free what is left of it beside results and intermediates
 * @param workers threads of a process
 */
record Budget(long bytes, long free, int workers) {}

package org.isobar.engine.plan;

/**
 * What a stage costs.
 *
 * @param bytesToRead uncompressed bytes decoded, all passes together
 * @param passes how often the data are decoded, at most
 * @param memory bytes that all workers of a process hold at once for the stage
 */
public record Price(long bytesToRead, int passes, long memory) {}

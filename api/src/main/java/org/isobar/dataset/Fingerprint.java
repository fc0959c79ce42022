package org.isobar.dataset;

/**
 * What a file was when the dataset was opened. A reader that finds another fingerprint refuses the
 * file, naming both.
 *
 * @param size bytes
 * @param modifiedMillis modification time, milliseconds since the epoch
 * @param headerHash hash of the file's first bytes
 */
public record Fingerprint(long size, long modifiedMillis, long headerHash) {}

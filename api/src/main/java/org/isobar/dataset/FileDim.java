package org.isobar.dataset;

/**
 * A dimension of a file.
 *
 * @param name short name; a path ({@code group/name}) where several groups have unlike dimensions
 *     of one name
 * @param size current size
 * @param unlimited whether records can be appended
 */
public record FileDim(String name, long size, boolean unlimited) {}

package org.isobar.dataset;

/**
 * A file that is being written, as other processes find it.
 *
 * @param location absolute path of the file as long as it is not whole
 * @param identity of machine, device and file: a process that finds another one at the location
 *     must not write there
 */
public record SharedPart(String location, String identity) {}

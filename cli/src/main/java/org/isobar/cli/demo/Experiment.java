package org.isobar.cli.demo;

/**
 * An experiment of the archive.
 *
 * @param id name in paths, file names and attributes
 * @param title name for people
 * @param parent the experiment that this one continues, {@code N/A} if none
 * @param firstYear first whole year
 * @param lastYear last whole year
 */
record Experiment(String id, String title, String parent, int firstYear, int lastYear) {}

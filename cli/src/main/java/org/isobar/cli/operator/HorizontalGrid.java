package org.isobar.cli.operator;

import java.util.List;
import java.util.Optional;
import org.isobar.dataset.Attributes;

/**
 * A horizontal grid as CDO names and lists it.
 *
 * @param type {@code lonlat}, {@code gaussian}, {@code curvilinear}, {@code unstructured}, {@code
 *     projection} or {@code generic}
 * @param columns number of columns; 0 if the grid has no x dimension
 * @param rows number of rows; 0 if the grid has no y dimension
 * @param xDim name of the x dimension, empty if there is none
 * @param yDim name of the y dimension, empty if there is none
 * @param vertices corners of a cell, where they are given
 * @param vertexDim name of their dimension, empty if they have none of their own
 * @param area area of each cell, empty if the file has none
 * @param mapping name of the variable of the grid mapping, empty if there is none
 * @param mappingAttributes its attributes
 * @param projection the grid that the cells were laid out on, if they are given both as places on
 *     the earth and on a plane
 * @param gaussianNumber number of latitudes between pole and equator of a Gaussian grid, 0 if that
 *     is not known
 * @param uuid by which the file names the grid, empty if it does not
 */
record HorizontalGrid(
    String type,
    int columns,
    int rows,
    String xDim,
    String yDim,
    Optional<GridAxis> x,
    Optional<GridAxis> y,
    int vertices,
    String vertexDim,
    List<Double> area,
    String mapping,
    Attributes mappingAttributes,
    Optional<HorizontalGrid> projection,
    int gaussianNumber,
    String uuid) {

  HorizontalGrid {
    area = List.copyOf(area);
  }

  static final String LONLAT = "lonlat";
  static final String GAUSSIAN = "gaussian";
  static final String CURVILINEAR = "curvilinear";
  static final String UNSTRUCTURED = "unstructured";
  static final String PROJECTION = "projection";
  static final String GENERIC = "generic";

  int cells() {
    return type.equals(UNSTRUCTURED)
        ? columns
        : Math.multiplyExact(Math.max(1, columns), Math.max(1, rows));
  }

  /** Whether each cell has its own coordinates. */
  boolean byCell() {
    return type.equals(CURVILINEAR) || type.equals(UNSTRUCTURED);
  }
}

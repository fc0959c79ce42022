package org.isobar.cf;

import java.util.List;
import org.isobar.coord.CoordinateSet;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableType;
import org.isobar.expr.Expr;

/**
 * The CF data model's field construct: one data variable with its coordinates. {@code units} is not
 * among the attributes: the expression knows its unit.
 *
 * @param name name of the variable
 * @param expr its values, lazy
 * @param coordinates its coordinates, consistent with the dimensions of {@code expr}
 * @param attributes attributes of the variable but those that describe storage or name other
 *     variables
 * @param packing how the values were stored, so that a copy can be stored alike
 */
public record FieldConstruct(
    String name, Expr expr, CoordinateSet coordinates, Attributes attributes, Packing packing) {

  /**
   * Storage of the values in the file they came from.
   *
   * @param type storage type
   * @param attributes those of {@code scale_factor}, {@code add_offset}, {@code _FillValue}, {@code
   *     missing_value} and the like that the variable had
   */
  public record Packing(VariableType.Numeric type, Attributes attributes) {}

  public List<Dim> dims() {
    return expr.dims();
  }

  public FieldConstruct withExpr(Expr newExpr) {
    return new FieldConstruct(name, newExpr, coordinates, attributes, packing);
  }

  public FieldConstruct withName(String newName) {
    return new FieldConstruct(newName, expr, coordinates, attributes, packing);
  }

  public FieldConstruct withCoordinates(CoordinateSet newCoordinates) {
    return new FieldConstruct(name, expr, newCoordinates, attributes, packing);
  }

  public FieldConstruct withAttributes(Attributes newAttributes) {
    return new FieldConstruct(name, expr, coordinates, newAttributes, packing);
  }

  /** The number that stands for missing cells in files. */
  public double fill() {
    return packing
        .attributes()
        .number("_FillValue")
        .orElseGet(() -> packing.attributes().number("missing_value").orElse(Packings.CF_FILL));
  }

  /** The same field stored as plain floats or doubles: what results of a computation are. */
  public FieldConstruct unpacked() {
    return unpacked(expr.dtype());
  }

  /** The same field stored as plain floats or doubles, missing ones as a number of one's own. */
  public FieldConstruct withFill(double fill) {
    DType type = packing.type().type().floating() ? packing.type().type() : expr.dtype();
    return new FieldConstruct(name, expr, coordinates, attributes, Packings.withFill(type, fill));
  }

  /** The same field stored as plain numbers of a type. */
  public FieldConstruct unpacked(DType type) {
    return new FieldConstruct(name, expr, coordinates, attributes, Packings.plain(packing, type));
  }
}

package org.isobar.expr;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.data.Dim;
import org.isobar.dataset.VariableRef;
import org.isobar.unit.Unit;

/** All values of a variable of a dataset, unpacked. */
public record Read(VariableRef variable) implements Expr {
  @Override
  public List<Dim> dims() {
    return variable.dims();
  }

  @Override
  public DType dtype() {
    return variable.type();
  }

  @Override
  public Unit unit() {
    return variable.unit();
  }

  @Override
  public List<Expr> children() {
    return List.of();
  }
}

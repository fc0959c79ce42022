package org.isobar.op;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.unit.Unit;

/**
 * An operation on single cells: the values of its inputs in one cell give the value of the result
 * in that cell.
 *
 * <p>A value: implementations are records or enums with structural equality. The arithmetic itself
 * is a kernel that the engine finds by the operation's class. A missing (NaN) input gives a missing
 * result unless the operation says otherwise.
 */
public interface ElementOp {
  /** Name in explanations and in {@code history}: {@code add}, {@code sqrt}. */
  String label();

  /** Number of inputs. */
  int arity();

  /** Type in which the result is presented. By default the wider of the inputs. */
  default DType resultType(List<DType> inputs) {
    return inputs.stream().reduce(DType.FLOAT32, DType::promote);
  }

  /** Unit of the result. Never throws: whether units fit is checked where a field is made. */
  Unit unit(List<Unit> inputs);
}

package org.isobar.cf;

import java.util.List;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;

/**
 * How the values of a variable are stored, in all files that hold it.
 *
 * @param stored type in the first file
 * @param presented the type that holds the unpacked values of all files
 * @param packing how a copy is stored
 */
record StoredAs(DType stored, DType presented, FieldConstruct.Packing packing) {
  private static FieldConstruct.Packing packing(VariableType.Numeric type, VariableMetadata v) {
    Attributes own = Packings.of(v.attributes());
    return new FieldConstruct.Packing(type, CopyFill.added(type.type(), own));
  }

  /** Looks at a numeric variable in each file that has it. */
  static StoredAs of(VariableMetadata v, List<OpenedFile> files) {
    var numeric = (VariableType.Numeric) v.type();
    DType presented = Packings.unpackedType(numeric.type(), v.attributes());
    var packing = packing(numeric, v);
    boolean alike = true;
    for (OpenedFile f : files) {
      VariableMetadata w = f.meaning().variable(v.path()).orElse(v);
      if (w.type() instanceof VariableType.Numeric n) {
        alike &= packing(n, w).equals(packing);
        presented = DType.promote(presented, Packings.unpackedType(n.type(), w.attributes()));
      }
    }
    // One packing cannot hold what several files packed each in its own way.
    return new StoredAs(
        numeric.type(), presented, alike ? packing : Packings.plain(packing, presented));
  }
}

package org.isobar.io.netcdf.classic;

import java.nio.file.Path;
import java.util.Optional;
import org.isobar.data.Region;
import org.isobar.dataset.VariableMetadata;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.Coverage;
import org.isobar.io.netcdf.storage.Encoder;

/** A variable being written, and which of its values were. Thread-safe. */
final class WrittenVariable {
  private final ClassicVariable variable;
  private final Optional<Encoder> encoder;
  private final byte[] padding;
  private final Coverage coverage;

  private WrittenVariable(ClassicVariable variable, Optional<Encoder> encoder, byte[] padding) {
    this.variable = variable;
    this.encoder = encoder;
    this.padding = padding;
    this.coverage = Coverage.none(variable.shape().toArray());
  }

  static WrittenVariable of(
      Path target, ClassicVariable variable, VariableMetadata metadata, int padding) {
    if (variable.type() == NcType.CHAR) {
      return new WrittenVariable(variable, Optional.empty(), new byte[padding]);
    }
    Encoder encoder = Encoder.of(target.toString(), metadata);
    return new WrittenVariable(
        variable,
        Optional.of(encoder),
        padding(padding, encoder.fillBits(), variable.type().bytes()));
  }

  /** The format pads data with fill values. */
  private static byte[] padding(int length, long fill, int valueBytes) {
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = (byte) (fill >> (8 * (valueBytes - 1 - i % valueBytes)));
    }
    return out;
  }

  ClassicVariable variable() {
    return variable;
  }

  /** Empty for text. */
  Optional<Encoder> encoder() {
    return encoder;
  }

  /**
   * Puts the padding behind the last value of the variable or of a record; its length, 0 if this is
   * no such place.
   */
  int pad(long position, long recordSize, byte[] buffer, int at) {
    long offset = position - variable.begin();
    if (padding.length == 0
        || (variable.record() ? offset % recordSize : offset) != variable.bytes()) {
      return 0;
    }
    System.arraycopy(padding, 0, buffer, at, padding.length);
    return padding.length;
  }

  void wrote(Region region) {
    synchronized (coverage) {
      coverage.add(region);
    }
  }

  void requireComplete(Path target) {
    synchronized (coverage) {
      if (!coverage.complete()) {
        throw new DatasetException(
            "cannot finish "
                + target
                + ": of variable '"
                + variable.name()
                + "' "
                + coverage.covered()
                + " of "
                + coverage.cells()
                + " values were written");
      }
    }
  }
}

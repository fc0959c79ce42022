package org.isobar.io.netcdf.classic;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Assembles files by hand, after the format specification and not after our writer. */
final class CdfBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  static CdfBytes version(int version) {
    return new CdfBytes().raw('C', 'D', 'F', version);
  }

  CdfBytes raw(int... values) {
    for (int v : values) {
      bytes.write(v);
    }
    return this;
  }

  CdfBytes ints(int... values) {
    for (int v : values) {
      put(() -> out.writeInt(v));
    }
    return this;
  }

  CdfBytes longs(long... values) {
    for (long v : values) {
      put(() -> out.writeLong(v));
    }
    return this;
  }

  CdfBytes floats(float... values) {
    for (float v : values) {
      put(() -> out.writeFloat(v));
    }
    return this;
  }

  CdfBytes shorts(int... values) {
    for (int v : values) {
      put(() -> out.writeShort(v));
    }
    return this;
  }

  /** Characters, padded to four bytes. */
  CdfBytes padded(String text) {
    put(() -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    while (bytes.size() % 4 != 0) {
      bytes.write(0);
    }
    return this;
  }

  /** A name as CDF-1 and CDF-2 store it. */
  CdfBytes name(String name) {
    return ints(name.length()).padded(name);
  }

  int size() {
    return bytes.size();
  }

  byte[] toArray() {
    return bytes.toByteArray();
  }

  Path save(Path file) {
    try {
      return Files.write(file, toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Put {
    void run() throws IOException;
  }

  private static void put(Put put) {
    try {
      put.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

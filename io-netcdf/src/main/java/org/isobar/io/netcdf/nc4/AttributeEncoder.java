package org.isobar.io.netcdf.nc4;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.isobar.data.DType;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.error.DatasetException;
import org.isobar.io.netcdf.storage.AttributeTypes;

/**
 * Turns attributes into HDF5's as netCDF-C does: text into one string of fixed length, numbers into
 * arrays, arrays of strings into strings in the heap. Text of more than 64 kB, which a message
 * cannot hold, becomes a string in the heap.
 */
final class AttributeEncoder {
  /** A little less than a message may have. */
  private static final long LARGEST = HeaderBlock.LARGEST_MESSAGE - 256;

  private final String file;
  private final boolean classicModel;

  AttributeEncoder(String file, boolean classicModel) {
    this.file = file;
    this.classicModel = classicModel;
  }

  /** Adds all attributes of an object to its header. */
  void addAll(Attributes attributes, String owner, GlobalHeap heap, HeaderBlock header) {
    for (Map.Entry<String, AttributeValue> e : attributes.asMap().entrySet()) {
      AttributeValue value = classicModel ? AttributeTypes.classic(e.getValue()) : e.getValue();
      header.addAttribute(encode(e.getKey(), value, owner, heap));
    }
  }

  private EncodedAttribute encode(
      String name, AttributeValue value, String owner, GlobalHeap heap) {
    return switch (value) {
      case AttributeValue.Text t -> text(name, t.value(), heap);
      case AttributeValue.Texts t -> {
        requireRoom(name, owner, (long) Types.SEQUENCE_BYTES * t.values().size());
        yield strings(name, t.values(), heap);
      }
      case AttributeValue.Numbers n -> {
        requireRoom(name, owner, (long) n.type().bytes() * n.values().size());
        yield numbers(name, owner, n);
      }
      case AttributeValue.Longs l -> {
        requireRoom(name, owner, 8L * l.values().size());
        Bytes data = new Bytes();
        l.values().forEach(data::u64);
        yield array(name, Types.number(l.type()), l.values().size(), data);
      }
    };
  }

  private void requireRoom(String name, String owner, long bytes) {
    if (bytes + name.length() > LARGEST) {
      throw new DatasetException(
          "cannot write "
              + file
              + ": attribute '"
              + name
              + "'"
              + owner
              + " has "
              + bytes
              + " bytes; NetCDF-4 attributes of up to "
              + LARGEST
              + " are written, make it a variable");
    }
  }

  /** Text of fixed length; a scalar. */
  static EncodedAttribute fixed(String name, byte[] utf8, boolean unicode) {
    byte[] stored = utf8.length == 0 ? new byte[1] : utf8;
    Bytes type = Types.text(stored.length, unicode);
    return new EncodedAttribute(name, type, Messages.scalar(), new Bytes().raw(stored));
  }

  private static EncodedAttribute text(String name, String value, GlobalHeap heap) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (utf8.length + name.length() > LARGEST) {
      Bytes data = heap.add(utf8, utf8.length);
      return new EncodedAttribute(name, Types.string(), Messages.scalar(), data);
    }
    return fixed(name, utf8, !Messages.ascii(value));
  }

  private static EncodedAttribute strings(String name, List<String> values, GlobalHeap heap) {
    return array(name, Types.string(), values.size(), references(values, heap));
  }

  /** Puts strings into a heap; what refers to them, one after another. */
  static Bytes references(List<String> values, GlobalHeap heap) {
    Bytes out = new Bytes();
    for (String value : values) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      out.raw(heap.add(utf8, utf8.length));
    }
    return out;
  }

  private EncodedAttribute numbers(String name, String owner, AttributeValue.Numbers n) {
    DType type = n.type();
    Bytes data = new Bytes();
    for (double v : n.values()) {
      if (!AttributeTypes.holds(type, v)) {
        throw new DatasetException(
            "cannot write "
                + file
                + ": the value "
                + v
                + " of attribute '"
                + name
                + "'"
                + owner
                + " does not fit its type "
                + type);
      }
      data.uint(bits(type, v), type.bytes());
    }
    return array(name, Types.number(type), n.values().size(), data);
  }

  private static long bits(DType type, double v) {
    return switch (type) {
      case FLOAT32 -> Float.floatToRawIntBits((float) v);
      case FLOAT64 -> Double.doubleToRawLongBits(v);
      case UINT64 -> v < 0x1p63 ? (long) v : (long) (v - 0x1p63) ^ Long.MIN_VALUE;
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64 -> (long) v;
    };
  }

  private static EncodedAttribute array(String name, Bytes type, int size, Bytes data) {
    Bytes space = size == 0 ? Messages.empty() : Messages.space(size);
    return new EncodedAttribute(name, type, space, data);
  }
}

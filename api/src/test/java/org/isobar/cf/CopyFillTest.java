package org.isobar.cf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.OptionalDouble;
import org.isobar.data.DType;
import org.isobar.dataset.Attributes;
import org.junit.jupiter.api.Test;

class CopyFillTest {
  private static OptionalDouble fill(DType type, Attributes own) {
    return CopyFill.added(type, own).number("_FillValue");
  }

  @Test
  void floatsGetTheFillOfTheirType() {
    assertEquals(OptionalDouble.of(0x1.ep122), fill(DType.FLOAT32, Attributes.NONE));
    assertEquals(OptionalDouble.of(0x1.ep122), fill(DType.FLOAT64, Attributes.NONE));
  }

  @Test
  void whatTheFileSaysStays() {
    Attributes told = Attributes.NONE.with("missing_value", DType.FLOAT32, -9);
    assertEquals(told, CopyFill.added(DType.FLOAT32, told));
    Attributes text = Attributes.NONE.with("missing_value", "none");
    assertEquals(OptionalDouble.of(0x1.ep122), fill(DType.FLOAT32, text));
  }

  @Test
  void wholeNumbersGetOneOnlyWhereLimitsExcludeIt() {
    assertFalse(CopyFill.added(DType.INT32, Attributes.NONE).has("_FillValue"));
    Attributes range = Attributes.NONE.with("valid_range", DType.INT16, 0, 100);
    assertEquals(OptionalDouble.of(-32767), fill(DType.INT16, range));
    Attributes most = Attributes.NONE.with("valid_min", DType.INT16, -32767);
    assertEquals(OptionalDouble.of(-32768), fill(DType.INT16, most));
    Attributes all = Attributes.NONE.with("valid_range", DType.UINT8, 0, 255);
    assertFalse(CopyFill.added(DType.UINT8, all).has("_FillValue"));
  }

  @Test
  void limitsOfPackedNumbersMayBeThoseOfTheUnpackedOnes() {
    Attributes packed =
        Attributes.NONE
            .with("scale_factor", DType.FLOAT64, 0.01)
            .with("add_offset", DType.FLOAT64, 270)
            .with("valid_max", DType.FLOAT64, 280);
    assertFalse(CopyFill.added(DType.INT16, packed.without("valid_max")).has("_FillValue"));
    assertEquals(OptionalDouble.of(32767), fill(DType.INT16, packed));
  }
}

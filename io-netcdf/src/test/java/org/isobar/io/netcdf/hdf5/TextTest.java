package org.isobar.io.netcdf.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobar.dataset.BlockReader;
import org.isobar.error.DatasetException;
import org.junit.jupiter.api.Test;

class TextTest {

  private static List<String> text(String file, String variable) {
    try (BlockReader reader = Fixtures.open(file)) {
      return reader.readText(variable);
    }
  }

  @Test
  void readsStrings() {
    assertEquals(
        List.of("one", "zwei", "", "четыре", "five".repeat(30), "6"), text("types.nc", "strings"));
    assertEquals(List.of("x", "yz", ""), text("old.h5", "vlen"));
    assertEquals(List.of("a", "bc", "def"), text("old.h5", "vlen_deflated"));
    assertEquals(List.of("abc", "de", ""), text("old.h5", "fixed"));
  }

  @Test
  void joinsCharactersAlongTheInnermostDimension() {
    assertEquals(List.of("alpha", "be", ""), text("types.nc", "chars"));
    assertEquals(List.of("gamma", "de", "eps"), text("types.nc", "chars_deflated"));
    assertEquals(List.of("2001", "2002", "2003"), text("coordinates.nc", "time"));
    assertEquals(List.of("q"), text("types.nc", "letter"));
  }

  @Test
  void refusesNumbers() {
    DatasetException e = assertThrows(DatasetException.class, () -> text("types.nc", "v"));
    assertTrue(e.getMessage().contains("'v'"), e.getMessage());
    assertTrue(e.getMessage().contains("types.nc"), e.getMessage());
  }
}

package org.isobar.io.netcdf.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.isobar.data.Region;
import org.isobar.dataset.BlockReader;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;
import org.isobar.io.netcdf.UcarArrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ucar.nc2.NetcdfFile;
import ucar.nc2.Variable;

/** What Netcdf-Java can read too, it reads the same. */
class NetcdfJavaTest {

  @ParameterizedTest
  @CsvSource({
    "storage.nc, 10",
    "groups.nc, 2",
    "unlimited.nc, 2",
    "classic-model.nc, 1",
    "coordinates.nc, 2",
    "types.nc, 1"
  })
  void readsTheSameValues(String name, int atLeast) throws IOException {
    FileMetadata metadata = Fixtures.inspect(name);
    int compared = 0;
    try (NetcdfFile other = NetcdfFile.open(Fixtures.path(name).toString());
        BlockReader ours = Fixtures.open(name)) {
      for (VariableMetadata variable : metadata.variables()) {
        Variable theirs = other.findVariable(variable.path());
        if (theirs != null && isComparable(variable, theirs)) {
          compare(variable, theirs, metadata, ours);
          compared++;
        }
      }
    }
    assertTrue(compared >= atLeast, compared + " variables compared");
  }

  private static boolean isComparable(VariableMetadata variable, Variable theirs) {
    return variable.unreadable().isEmpty()
        && theirs.getDataType().isNumeric()
        && List.of("scale_factor", "add_offset", "valid_min", "valid_max", "valid_range").stream()
            .noneMatch(a -> theirs.findAttribute(a) != null);
  }

  private static void compare(
      VariableMetadata variable, Variable theirs, FileMetadata metadata, BlockReader ours)
      throws IOException {
    Region all = Region.all(Fixtures.shape(metadata, variable.path()));
    double[] values = new double[Math.toIntExact(all.size())];
    ours.read(variable.path(), all, values, 0);
    double[] expected = UcarArrays.fromUcar(theirs.read(), names(all.rank())).toDoubleArray();
    assertEquals(expected.length, values.length, variable.path());
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        assertEquals(expected[i], values[i], variable.path() + " at " + i);
      }
    }
  }

  private static List<String> names(int rank) {
    return IntStream.range(0, rank).mapToObj(d -> "d" + d).toList();
  }
}

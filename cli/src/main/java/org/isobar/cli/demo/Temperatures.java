package org.isobar.cli.demo;

import java.util.List;
import java.util.Optional;
import org.isobar.dataset.FileMetadata;
import org.isobar.dataset.VariableMetadata;
import org.isobar.dataset.VariableType;
import org.isobar.error.UnitException;
import org.isobar.unit.Unit;

/** Finds the variable of a file that is a temperature on a map that changes with time. */
final class Temperatures {
  private static final List<String> NEAR_SURFACE = List.of("tas", "t2m", "2t", "tas_mean");

  private Temperatures() {}

  /**
   * The variable that most likely is the near-surface air temperature: by its name, else by its
   * {@code standard_name}, else by its unit.
   */
  static Optional<String> find(FileMetadata file) {
    List<VariableMetadata> candidates =
        file.variables().stream().filter(Temperatures::isTemperature).toList();
    return candidates.stream()
        .filter(v -> NEAR_SURFACE.contains(v.path()))
        .findFirst()
        .or(() -> candidates.stream().filter(Temperatures::isOfAir).findFirst())
        .or(() -> candidates.stream().findFirst())
        .map(VariableMetadata::path);
  }

  private static boolean isTemperature(VariableMetadata variable) {
    return variable.type() instanceof VariableType.Numeric
        && variable.unreadable().isEmpty()
        && variable.dims().size() >= 3
        && convertsToKelvin(variable.attributes().text("units").orElse(""));
  }

  private static boolean isOfAir(VariableMetadata variable) {
    return variable.attributes().text("standard_name").orElse("").equals("air_temperature");
  }

  private static boolean convertsToKelvin(String units) {
    try {
      return !units.isBlank() && Unit.require(units).convertible(Unit.require("K"));
    } catch (UnitException e) {
      return false;
    }
  }
}

package org.isobar.cli.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobar.dataset.Attributes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MakersTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 'unknown  unknown  '",
    "Max Planck Institute for Meteorology, ECHAM5.2, 'MPIMET   ECHAM5.2 '",
    "A Weather Service, CanESM2 2010 atmosphere: CanAM4, 'unknown  CanESM2  '",
    "'', AM model 4, 'unknown  AM model '",
    "'', /home/someone/figures/of/models/anomalies.ncl, 'unknown  /home/someone/figures/of/models '"
  })
  void modelsEndAtABlankAndInstitutesAreKnownOrNot(
      String institution, String source, String words) {
    Attributes a = Attributes.NONE;
    a = institution.isEmpty() ? a : a.with("institution", institution);
    a = source.isEmpty() ? a : a.with("source", source);
    assertEquals(words, Makers.of(a));
  }
}

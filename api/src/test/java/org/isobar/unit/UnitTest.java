package org.isobar.unit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.isobar.error.UnitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {
  /** What the first means, in terms of the second. */
  @ParameterizedTest
  @CsvSource({
    "degrees_north, degree, 1",
    "degree_east, degree, 1",
    "degrees_true, degree, 1",
    "%, 1, 0.01",
    "percent, 1, 0.01",
    "1e-3, 1, 0.001",
    "10^-6, 1, 1e-6",
    "psu, 1e-3, 1",
    "PSU, 1, 0.001",
    "g/kg, 1e-3, 1",
    "hPa, Pa, 100",
    "mb, hPa, 1",
    "mb s-1, Pa s-1, 100",
    "mbar, hPa, 1",
    "millibar, hPa, 1",
    "MILLIBARS, hPa, 1",
    "kg/m2/s, kg m-2 s-1, 1",
    "kg m^-2 s^-1, kg m-2 s-1, 1",
    "kg m**-2 s**-1, kg m-2 s-1, 1",
    "kg.m-2.s-1, kg m-2 s-1, 1",
    "Kg m-2, kg m-2, 1",
    "mm/day, mm day-1, 1",
    "mm d-1, mm day-1, 1",
    "m**2, m2, 1",
    "m², m2, 1",
    "W m⁻², W m-2, 1",
    "µm, micron, 1",
    "m·s-1, m s-1, 1",
    "KELVIN, K, 1",
    "deg_K, K, 1",
    "MINUTES, s, 60",
    "unitless, 1, 1",
    "-, 1, 1",
    "fraction, %, 100",
    "m of water equivalent, mm, 1000",
    "M/S, m s-1, 1",
    "G/KG, 1e-3, 1",
    "GR/KG, 1e-3, 1",
    "W/M2, W m-2, 1",
    "KG, kg, 1",
    "MB, hPa, 1",
    "gpm, geopotential meters, 1",
    "METERS, m, 1",
    "nondimensional, 1, 1",
    "day, hours, 24",
    "PVU, K m2 kg-1 s-1, 1e-6",
  })
  void readsWhatFilesWrite(String text, String in, double factor) {
    Conversion conversion = Unit.parse(text).to(Unit.parse(in));
    assertEquals(factor, conversion.scale(), 1e-14 * factor);
    assertEquals(0, conversion.offset());
    assertEquals(text, Unit.parse(text).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "degC",
        "Celsius",
        "celsius",
        "C",
        "deg C",
        "degrees C",
        "deg_C",
        "degree_Celsius",
        "degrees_Celsius",
        "°C",
        "degreeC",
        "degrees Celsius"
      })
  void readsDegreesCelsius(String text) {
    assertEquals(new Conversion(1, 273.15), Unit.parse(text).to(Unit.parse("K")));
    assertEquals(new Conversion(1, -273.15), Unit.parse("K").to(Unit.parse(text)));
    assertTrue(Unit.parse(text).to(Unit.parse("degC")).isIdentity());
  }

  @Test
  void convertsFahrenheitBothWays() {
    Unit fahrenheit = Unit.parse("degF");
    assertEquals(100, fahrenheit.to(Unit.parse("degC")).apply(212), 1e-10);
    assertEquals(-40, Unit.parse("degC").to(fahrenheit).apply(-40), 1e-10);
    assertEquals(283.15, Unit.parse("10 degC").to(Unit.parse("K")).apply(1), 1e-10);
  }

  @Test
  void convertsWaterFluxesToDepths() {
    Unit flux = Unit.parse("kg m-2 s-1");
    assertEquals(new Conversion(86400, 0), flux.to(Unit.parse("mm day-1")));
    assertEquals(1 / 86400.0, Unit.parse("mm/day").to(flux).scale(), 1e-19);
    assertEquals(new Conversion(1, 0), Unit.parse("kg m-2").to(Unit.parse("mm")));
    assertEquals(new Conversion(1000, 0), Unit.parse("m").to(Unit.parse("kg m-2")));
    assertFalse(flux.convertible(Unit.parse("mm day-1")), "arithmetic does not mix the two");
    assertThrows(UnitException.class, () -> Unit.parse("kg m-2").to(Unit.parse("mm day-1")));
    assertThrows(UnitException.class, () -> Unit.parse("kg m-2 s-2").to(Unit.parse("m s-2")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "level",
        "sigma_level",
        "gibberish",
        "gC m-2 s-1",
        "dBZ",
        "ppt",
        "days since 1850-01-01",
        "day as %Y%m%d.%f",
        "see the paper",
        "m^",
        "((((",
        "K999999",
        "lg(re 1 mW)",
        "kg m-2 (of dry matter)",
        "PPT",
        "LOG10 #OBS",
        "a",
        "$"
      })
  void keepsTextsItDoesNotKnow(String text) {
    Unit unit = Unit.parse(text);
    assertFalse(unit.known());
    assertEquals(text, unit.text());
    assertTrue(unit.to(Unit.parse(text)).isIdentity());
    assertTrue(unit.convertible(Unit.parse(text)));
    assertFalse(unit.convertible(Unit.ONE));
    assertTrue(
        assertThrows(UnitException.class, () -> unit.to(Unit.parse("K")))
            .getMessage()
            .contains("'" + text + "'"));
    assertThrows(UnitException.class, () -> Unit.require(text));
  }

  @Test
  void neverFailsOnDamagedText() {
    var random = new Random(7);
    String signs = "mKs0159-+^*/.()@ %eE_\u00b0\u00b5\u0000\uffff'\"#";
    for (int i = 0; i < 2000; i++) {
      String text =
          random
              .ints(random.nextInt(30), 0, signs.length())
              .mapToObj(at -> String.valueOf(signs.charAt(at)))
              .reduce("", String::concat);
      assertDoesNotThrow(() -> Unit.parse(text).power(2), text);
    }
    assertFalse(Unit.parse("(".repeat(100_000)).known());
  }

  @Test
  void blankIsAPureNumberAndNoUnitIsNot() {
    assertEquals(Unit.ONE, Unit.parse(" "));
    assertTrue(Unit.ONE.known());
    assertFalse(Unit.NONE.known());
    assertFalse(Unit.NONE.convertible(Unit.ONE));
    assertTrue(Unit.NONE.to(Unit.NONE).isIdentity());
    assertTrue(
        assertThrows(UnitException.class, () -> Unit.NONE.to(Unit.parse("K")))
            .getMessage()
            .contains("without unit"));
  }

  @ParameterizedTest
  @CsvSource({
    "m s-1, s, m",
    "s, m s-1, m",
    "W m-2, m2, W",
    "kg m-2 s-1, s, kg m-2",
    "K, 1, K",
    "1, K, K",
    "K, K, K2",
    "degC, m, K m",
    "degC m-1, m, K",
    "%, K, % K",
    "1e-3, 1e-3, 1.0E-6",
    "m/s, s, m",
    "M/S, s, m",
    "M, K, m K",
    "m**2, m, m3",
    "gC m-2 s-1, s, gC m-2",
    "level, K, level K",
    "C, C, K2",
    "10^-6 m, m, 1.0E-6 m2",
  })
  void multiplies(String a, String b, String product) {
    assertEquals(product, Unit.parse(a).times(Unit.parse(b)).text());
  }

  @Test
  void dividesAndRaises() {
    assertEquals("m s-1", Unit.parse("m").divide(Unit.parse("s")).text());
    assertEquals(Unit.ONE, Unit.parse("K").divide(Unit.parse("K")));
    assertEquals("s-1", Unit.ONE.divide(Unit.parse("s")).text());
    assertEquals("K2", Unit.parse("K").power(2).text());
    assertEquals("K2", Unit.parse("degC").power(2).text());
    assertEquals("m2 s-2", Unit.parse("m s-1").power(2).text());
    assertEquals(Unit.ONE, Unit.parse("K").power(0));
    assertEquals("K", Unit.parse("degC").difference().text());
    assertEquals("hPa", Unit.parse("hPa").difference().text());
  }

  @Test
  void algebraWithoutUnitHasNone() {
    assertEquals(Unit.NONE, Unit.NONE.times(Unit.parse("K")));
    assertEquals(Unit.NONE, Unit.parse("K").divide(Unit.NONE));
    assertEquals(Unit.NONE, Unit.NONE.power(2));
    assertEquals(Unit.NONE, Unit.parse("days since 1850-01-01").power(2));
  }

  @Test
  void takesRootsWhereThereAreSome() {
    assertEquals("m s-1", Unit.parse("m2 s-2").root(2).text());
    assertEquals("K", Unit.parse("degC").power(2).root(2).text());
    assertEquals("m s-1", Unit.parse("J kg-1").root(2).text());
    assertFalse(Unit.parse("K").hasRoot(2));
    assertEquals(Unit.NONE, Unit.parse("K").root(2));
    assertTrue(Unit.parse("K").hasRoot(1));
  }

  @Test
  void derivedUnitsMeanWhatTheirFactorsMean() {
    List<String> texts =
        List.of(
            "K", "degC", "hPa", "%", "mm day-1", "kg m-2 s-1", "J kg-1", "degrees_north", "W/m^2");
    for (String a : texts) {
      for (String b : texts) {
        double expected = inBase(a) * inBase(b);
        assertEquals(
            expected,
            inBase(Unit.parse(a).times(Unit.parse(b)).text()),
            1e-12 * expected,
            a + " x " + b);
      }
    }
  }

  /** How many base units one step of a unit is. */
  private static double inBase(String text) {
    return UdunitsParser.parse(text).scale();
  }

  @Test
  void comparesTextsAndMeanings() {
    Unit plain = Unit.parse("m s-1");
    assertNotEquals(plain, Unit.parse("m/s"));
    assertTrue(plain.sameAs(Unit.parse("m/s")));
    assertEquals(plain, Unit.parse(" m s-1 "));
    assertEquals(plain.hashCode(), Unit.parse("m s-1").hashCode());
    assertFalse(Unit.parse("K").sameAs(Unit.parse("degC")));
    assertFalse(Unit.parse("hPa").sameAs(Unit.parse("Pa")));
    assertFalse(Unit.parse("level").sameAs(Unit.parse("layer")));
  }

  @Test
  void saysBothUnitsAndWhatTheyAre() {
    var error = assertThrows(UnitException.class, () -> Unit.parse("hPa").to(Unit.parse("K")));
    assertEquals(
        "cannot convert 'hPa' to 'K': the first is of 'kg m-1 s-2', the second of 'K'",
        error.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"hPaa, hPa", "degCC, degC", "kg m2 s1x, kg m-2 s-1", "ppt, 1e-12"})
  void suggestsSimilarUnits(String text, String similar) {
    String message = assertThrows(UnitException.class, () -> Unit.require(text)).getMessage();
    assertTrue(message.contains(similar), message);
  }

  @Test
  void manyThreadsMayParse() {
    List<String> wrong =
        IntStream.range(1, 4000)
            .parallel()
            .filter(i -> Unit.parse(i + " hPa").to(Unit.parse("Pa")).scale() != i * 100.0)
            .mapToObj(String::valueOf)
            .toList();
    assertEquals(List.of(), wrong);
  }

  @Test
  void readsTheSameInATurkishLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr", "TR"));
      assertAll(
          () -> assertEquals(12.5, Unit.parse("KILOGRAM").to(Unit.parse("kg")).apply(12.5)),
          () -> assertEquals(60, Unit.parse("Minutes").to(Unit.parse("s")).scale()),
          () -> assertTrue(Unit.parse("Pa s-1").known()));
    } finally {
      Locale.setDefault(before);
    }
  }
}

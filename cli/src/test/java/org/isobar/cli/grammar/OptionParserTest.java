package org.isobar.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.isobar.cli.grammar.OutputOptions.TimeAxisKind;
import org.isobar.cli.operator.CommandException;
import org.isobar.data.DType;
import org.isobar.dataset.FileFormat;
import org.junit.jupiter.api.Test;

class OptionParserTest {

  private static Options parse(String words) {
    return OptionParser.parse(List.of(words.split(" ")));
  }

  private static String refusal(String words) {
    return String.valueOf(assertThrows(CommandException.class, () -> parse(words)).getMessage());
  }

  @Test
  void optionsEndAtTheFirstOperator() {
    Options options = parse("-O -s -P 3 -timmean -s out");
    assertTrue(options.silent());
    assertFalse(options.debug());
    assertEquals(Optional.of(3), options.threads());
    assertEquals(List.of("-timmean", "-s", "out"), options.rest());
  }

  @Test
  void noOptionsLeaveTheDefaults() {
    Options options = parse("timmean a b");
    assertEquals(Optional.empty(), options.threads());
    assertEquals(Optional.empty(), options.memory());
    assertEquals(List.of("timmean", "a", "b"), options.rest());
  }

  @Test
  void sizesHaveBinaryUnits() {
    assertEquals(Optional.of(64L << 20), parse("--memory 64M copy").memory());
    assertEquals(Optional.of(4L << 30), parse("--memory=4G copy").memory());
    assertEquals(Optional.of(3L << 29), parse("--memory 1.5g copy").memory());
    assertEquals(Optional.of(2_000_000L), parse("--memory 2000000 copy").memory());
    assertEquals(Optional.of(64L << 20), parse("--memory 64MiB copy").memory());
  }

  @Test
  void valuesThatDoNotFitAreRefused() {
    assertTrue(refusal("--memory lots copy").contains(">lots<"));
    assertTrue(refusal("--memory 5 copy").contains("from 1M on"));
    assertTrue(refusal("--threads 0 copy").contains("from 1 to 1024, got >0<"));
    assertTrue(refusal("-P two copy").contains("from 1 to 1024, got >two<"));
    assertTrue(refusal("-f grb copy").contains("nc1, nc2"));
    assertTrue(refusal("-b I64 copy").contains("F32, F64, I8"));
    assertTrue(refusal("--memory").contains("needs a value"));
  }

  @Test
  void typeAndFormatOfTheOutputCanBeChosen() {
    Options options = parse("-b F64 -f nc5 copy a b");
    assertEquals(Optional.of(DType.FLOAT64), options.output().type());
    assertEquals(Optional.of(FileFormat.NC5), options.output().format());
  }

  @Test
  void netcdf4IsDeflatedAtTheLevelAskedFor() {
    Options options = parse("-f nc4c -z zip_6 copy a b");
    assertEquals(Optional.of(FileFormat.NC4C), options.output().format());
    assertEquals(6, options.output().deflate());
    assertEquals(1, parse("-f nc4 -z zip copy a b").output().deflate());
    assertEquals(0, parse("-f nc4 copy a b").output().deflate());
    assertTrue(refusal("-z szip copy").contains("zip_1 to zip_9"));
    assertTrue(refusal("-z zip_10 copy").contains(">zip_10<"));
  }

  @Test
  void anUnknownOptionIsRefusedWithWhatIsNear() {
    assertTrue(refusal("--thread 3 copy").contains("--threads"));
    assertTrue(refusal("-timmeen a b").contains("-timmean"));
  }

  @Test
  void cdosOptionsAreKnown() {
    Options options =
        parse("-O -w -v -L -k auto -r -Q --reduce_dim --no_history --timestat_date last copy a b");
    assertTrue(options.output().overwrite());
    assertFalse(options.warnings());
    assertTrue(options.verbose());
    assertEquals(Optional.of(TimeAxisKind.RELATIVE), options.output().timeAxis());
    assertTrue(options.output().sorted());
    assertTrue(options.output().reduceDims());
    assertFalse(options.output().history());
    assertEquals(Optional.of("last"), options.stamp());
    assertEquals(List.of("copy", "a", "b"), options.rest());
  }

  @Test
  void relativeAndAbsoluteTimesExcludeEachOther() {
    assertEquals(Optional.of(TimeAxisKind.ABSOLUTE), parse("-a copy").output().timeAxis());
    assertTrue(refusal("-a -r copy").contains("exclude each other"));
  }

  @Test
  void allTypesOfCdoCanBeChosen() {
    assertEquals(Optional.of(DType.INT16), parse("-b I16 copy").output().type());
    assertEquals(Optional.of(DType.UINT8), parse("-b u8 copy").output().type());
    assertEquals(Optional.of(DType.FLOAT32), parse("-b 32 copy").output().type());
    assertEquals(Optional.of(FileFormat.NC4C), parse("-f nc4c copy").output().format());
    assertEquals(Optional.of(FileFormat.NC2), parse("-f nc copy").output().format());
  }
}

package org.isobar.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
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
    assertTrue(refusal("--threads 0 copy").contains("from 1 on, got >0<"));
    assertTrue(refusal("-P two copy").contains("from 1 on, got >two<"));
    assertTrue(refusal("-f grb copy").contains("nc1, nc2"));
    assertTrue(refusal("-b I8 copy").contains("F32 or F64"));
    assertTrue(refusal("--memory").contains("needs a value"));
  }

  @Test
  void typeAndFormatOfTheOutputCanBeChosen() {
    Options options = parse("-b F64 -f nc5 copy a b");
    assertEquals(Optional.of(DType.FLOAT64), options.type());
    assertEquals(Optional.of(FileFormat.NC5), options.format());
  }

  @Test
  void anUnknownOptionIsRefusedWithWhatIsNear() {
    assertTrue(refusal("--thread 3 copy").contains("--threads"));
    assertTrue(refusal("-timmeen a b").contains("-timmean"));
  }
}

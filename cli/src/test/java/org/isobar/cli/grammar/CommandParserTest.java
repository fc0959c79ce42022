package org.isobar.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isobar.cli.operator.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandParserTest {

  private static Command parse(String words) {
    return CommandParser.parse(List.of(words.split(" ")));
  }

  /** A tree as text: {@code sub(a, timmean(b))}. */
  private static String text(Node node) {
    return switch (node) {
      case Node.File f -> f.path();
      case Node.Apply a ->
          a.operator().name()
              + (a.parameters().isEmpty() ? "" : a.parameters())
              + a.inputs().stream().map(CommandParserTest::text).toList();
    };
  }

  private static String refusal(String words) {
    CommandException e = assertThrows(CommandException.class, () -> parse(words));
    return e.operator() + ": " + e.getMessage();
  }

  @Test
  void anOperatorHasInputsAndAnOutput() {
    Command command = parse("timmean in.nc out.nc");
    assertEquals("timmean[in.nc]", text(command.root()));
    assertEquals(List.of(Path.of("out.nc")), command.outputs());
  }

  @Test
  void theFirstOperatorMayHaveADash() {
    assertEquals("timmean[in.nc]", text(parse("-timmean in.nc out.nc").root()));
  }

  @Test
  void operatorsChainWithoutFilesInBetween() {
    assertEquals(
        "sub[a, timmean[selname[tas, ta][b]]]",
        text(parse("sub a -timmean -selname,tas,ta b out").root()));
    assertEquals(
        "sub[timmean[a], fldmean[b]]", text(parse("-sub -timmean a -fldmean b out").root()));
  }

  @Test
  void parametersAreSplitAtCommas() {
    assertEquals(
        "sellonlatbox[-20, 20, 30, 60][a]", text(parse("sellonlatbox,-20,20,30,60 a out").root()));
  }

  @Test
  void anOperatorOfAnyNumberTakesAllThatFollows() {
    Command command = parse("info a -timmean b c");
    assertEquals("info[a, timmean[b], c]", text(command.root()));
    assertTrue(command.outputs().isEmpty());
  }

  @Test
  void outputsMayBeLeftOutWhereNothingIsWritten() {
    Command command = CommandParser.parseWithoutOutputs(List.of("sub", "a", "-timmean", "a"));
    assertEquals("sub[a, timmean[a]]", text(command.root()));
    assertTrue(command.outputs().isEmpty());
  }

  @Test
  void anUnknownOperatorIsRefusedWithItsNearestNames() {
    assertTrue(refusal("timmeen a b").contains(">timmeen< not found; similar: timmean"));
    assertTrue(refusal("sub a -tmmean b c").contains("timmean"));
    assertTrue(refusal("qqqqqq a b").contains("operators"));
  }

  @Test
  void whatIsMissingIsNamedWithTheUsage() {
    assertEquals("timmean: an output is missing; use: timmean infile outfile", refusal("timmean"));
    assertEquals(
        "timmean: input 1 is missing; use: timmean infile outfile", refusal("timmean out"));
    assertEquals("sub: input 2 is missing; use: sub infile1 infile2 outfile", refusal("sub a out"));
    assertEquals("info: an input is missing; use: info infiles", refusal("info"));
    assertTrue(
        assertThrows(CommandException.class, () -> CommandParser.parse(List.of()))
            .getMessage()
            .contains("no operator"));
  }

  @Test
  void whatIsTooMuchIsNamed() {
    assertTrue(refusal("timmean a b c").startsWith("timmean: too many files: >b<"));
    assertTrue(refusal("sub a b -timmean").startsWith("sub: >-timmean< stands where the output"));
  }

  @Test
  void parametersAreCounted() {
    assertEquals(
        "addc: parameters are missing; use: addc,number infile outfile", refusal("addc a b"));
    assertEquals(
        "timmean: needs no parameters, got 1; use: timmean infile outfile",
        refusal("timmean,3 a b"));
    assertTrue(refusal("sellonlatbox,1,2 a b").contains("needs 4 parameters, got 2"));
  }

  @Test
  void anOperatorThatPrintsMustBeTheFirst() {
    assertTrue(refusal("timmean -info a b").contains("must be the first operator"));
  }

  @Test
  void bracketsSayWhereInputsEnd() {
    assertEquals("sub[a, b]", text(parse("sub [ a b ] out").root()));
    assertEquals("info[a, b]", text(parse("info [ a b ]").root()));
    assertEquals("sub[a, timmean[b]]", text(parse("sub [ a -timmean [ b ] ] out").root()));
  }

  @Test
  void operatorsAreAppliedToEachInputOfAGroup() {
    assertEquals(
        "sub[abs[addc[1][a]], abs[addc[1][b]]]",
        text(
            CommandParser.parse(List.of("sub", "-apply,-abs -addc,1", "[", "a", "b", "]", "out"))
                .root()));
    assertEquals(
        "sub[abs[addc[1][a]], abs[addc[1][b]]]",
        text(parse("sub [ -abs -addc,1 : a b ] out").root()));
    assertEquals(
        "sub[abs[timmean[a]], abs[b]]", text(parse("sub [ -abs : -timmean a b ] out").root()));
    assertEquals("info[abs[a], b]", text(parse("info -apply,abs [ a ] b").root()));
  }

  @Test
  void bracketsThatDoNotMatchAreRefused() {
    assertEquals("sub: a [ without a ] behind it", refusal("sub [ a b out"));
    assertEquals("sub: a ] without a [ before it", refusal("sub a b ] out"));
    assertEquals("info: nothing stands between [ and ]", refusal("info [ ]"));
    assertEquals(
        "sub: needs 2 inputs, got 3; use: sub infile1 infile2 outfile",
        refusal("sub [ a b c ] out"));
    assertTrue(refusal("info -apply,-abs a").contains("needs its inputs in brackets"));
    assertTrue(refusal("info -apply,-sub [ a ]").contains("cannot be applied to each input"));
  }

  @Test
  void quotedPatternsMeanTheFilesThatMatchThem(@TempDir Path folder) throws IOException {
    for (String name : List.of("b 1.nc", "a 2.nc", "c.nc", "d[1].nc")) {
      Files.createFile(folder.resolve(name));
    }
    List<String> words = List.of("info", folder + "/* ?.nc", folder + "/d[1].nc");
    assertEquals(
        "info[" + folder + "/a 2.nc, " + folder + "/b 1.nc, " + folder + "/d[1].nc]",
        text(CommandParser.parse(words).root()));
    CommandException none =
        assertThrows(
            CommandException.class, () -> CommandParser.parse(List.of("info", folder + "/x*.nc")));
    assertTrue(String.valueOf(none.getMessage()).contains("no file matches"));
    CommandException two =
        assertThrows(
            CommandException.class,
            () -> CommandParser.parse(List.of("timmean", folder + "/* ?.nc", "out.nc")));
    assertTrue(String.valueOf(two.getMessage()).contains("needs 1 inputs, got 2"));
  }

  @Test
  void outputsAreNoPatterns() {
    assertEquals(List.of(Path.of("o*.nc")), parse("timmean a o*.nc").outputs());
  }
}

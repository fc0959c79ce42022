package org.isobar.oracle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command line with places for a file and for the name of one of its variables.
 *
 * @param words the words; {@code FILE} stands for the input, {@code NAME} for a variable, {@code
 *     SCRIPT} for a file with an expression of it
 */
record Operation(List<String> words) {
  private static final String FILE = "FILE";
  private static final String NAME = "NAME";
  private static final String SCRIPT = "SCRIPT";

  private static final List<Operation> BASIC =
      Stream.of(
              "copy FILE",
              "selname,NAME FILE",
              "timmean FILE",
              "timsum FILE",
              "timmin FILE",
              "timmax FILE",
              "timrange FILE",
              "timstd FILE",
              "timstd1 FILE",
              "timvar FILE",
              "fldmean FILE",
              "fldmin FILE",
              "fldmax FILE",
              "fldsum FILE",
              "zonmean FILE",
              "mermean FILE",
              "add FILE FILE",
              "sub FILE -timmean FILE",
              "mul FILE -addc,1 FILE",
              "div FILE -addc,1 FILE",
              "addc,2.5 FILE",
              "subc,240 FILE",
              "mulc,-3 FILE",
              "divc,7 FILE",
              "sqrt FILE",
              "abs FILE",
              "seltimestep,1 FILE",
              "seltimestep,2/5 FILE",
              "sellonlatbox,-40,50,-50,45 FILE",
              "sellonlatbox,160,290,0,90 FILE",
              "monmean FILE",
              "yearmean FILE",
              "ymonmean FILE",
              "ymonsub FILE -ymonmean FILE",
              "info FILE",
              "timmax -sqrt -abs FILE",
              "fldmean -timmean FILE")
          .map(Operation::of)
          .toList();

  private static final List<Operation> FIELDS = operations(FieldOperations.LINES);

  /** Every operator of the command line, some with several parameters, and chains. */
  static final List<Operation> ALL =
      Stream.of(
              BASIC,
              FIELDS,
              operations(FileOperations.LINES),
              operations(StatisticOperations.lines()),
              operations(ListingOperations.LINES),
              operations(ListingOperations.VARIANTS))
          .flatMap(List::stream)
          .distinct()
          .toList();

  private static final Pattern WEIGHTED = Pattern.compile("(fld|mer)(mean|avg|std1?|var1?)");

  /** Shown for every file, however the rest is thinned out. */
  private static final List<String> EVERYWHERE = List.of("copy", "timmean", "fldmean", "info");

  private static Operation of(String line) {
    return new Operation(List.of(line.split(" ")));
  }

  private static List<Operation> operations(List<String> lines) {
    return lines.stream().map(Operation::of).toList();
  }

  /** The words without the files, as differences.txt names them: {@code sub -timmean}. */
  String label() {
    return String.join(" ", words.stream().filter(w -> !w.equals(FILE)).toList());
  }

  /** Whether it is one of a family, of which the others show the same. */
  boolean rare() {
    return !BASIC.contains(this) && !FIELDS.contains(this);
  }

  /** How many times as rarely as the basic ones it is shown where operations take turns. */
  int rarity() {
    return rare() ? 12 : BASIC.contains(this) ? 1 : 3;
  }

  /** The operator that the command ends in. */
  String operator() {
    return Arrays.asList(words.getFirst().split(",")).getFirst();
  }

  Product product() {
    if (operator().equals("info") || lists()) {
      return Product.TEXT;
    }
    return operator().startsWith("split") ? Product.FILES : Product.FILE;
  }

  /** Whether what it prints has to be the same to the byte. */
  boolean lists() {
    return ListingOperations.LINES.contains(String.join(" ", words)) || isVariant();
  }

  /** Whether another one prints the same in other words. */
  boolean isVariant() {
    return ListingOperations.VARIANTS.contains(String.join(" ", words));
  }

  /** Whether its exit code is an answer. */
  boolean answersByExitCode() {
    return operator().startsWith("diff");
  }

  boolean everywhere() {
    return EVERYWHERE.contains(label());
  }

  boolean needsName() {
    return words.stream().anyMatch(w -> w.contains(NAME) || w.contains(SCRIPT));
  }

  /**
   * For what cells count by their areas a wide one: cells of CDO have great circles for edges,
   * those of Isobar parallels. Spreads show it more than means.
   */
  double tolerance() {
    if (!WEIGHTED.matcher(operator()).matches()) {
      return 1e-6;
    }
    return operator().matches(".*(mean|avg)") ? 1e-4 : 1e-2;
  }

  /** The content of the file that {@code SCRIPT} stands for. */
  static String script(String name) {
    return "result=" + name + "*2+1;\n";
  }

  /** The words for a file, without the output. */
  List<String> on(Path file, String name, Path script) {
    List<String> out = new ArrayList<>();
    for (String word : words) {
      String with = word.replace(NAME, name).replace(SCRIPT, script.toString());
      out.add(word.equals(FILE) ? file.toString() : with);
    }
    return out;
  }
}

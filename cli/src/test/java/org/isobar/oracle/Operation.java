package org.isobar.oracle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command line with places for a file and for the name of one of its variables.
 *
 * @param words the words; {@code FILE} stands for the input and {@code NAME} for a variable
 */
record Operation(List<String> words) {
  private static final String FILE = "FILE";
  private static final String NAME = "NAME";

  /** Every operator of the command line, some with several parameters, and chains. */
  static final List<Operation> ALL =
      Stream.concat(
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
                  "fldmean -timmean FILE"),
              ListingOperations.LINES.stream())
          .map(line -> new Operation(List.of(line.split(" "))))
          .toList();

  /** Shown for every file, however the rest is thinned out. */
  private static final List<String> EVERYWHERE = List.of("copy", "timmean", "fldmean", "info");

  /** The words without the files, as differences.txt names them: {@code sub -timmean}. */
  String label() {
    return String.join(" ", words.stream().filter(w -> !w.equals(FILE)).toList());
  }

  /** The operator that the command ends in. */
  String operator() {
    return Arrays.asList(words.getFirst().split(",")).getFirst();
  }

  boolean prints() {
    return operator().equals("info") || lists();
  }

  /** Whether what it prints has to be the same to the byte. */
  boolean lists() {
    return ListingOperations.LINES.contains(String.join(" ", words));
  }

  /** Whether its exit code is an answer. */
  boolean answersByExitCode() {
    return operator().startsWith("diff");
  }

  boolean everywhere() {
    return EVERYWHERE.contains(label());
  }

  boolean needsName() {
    return words.stream().anyMatch(w -> w.contains(NAME));
  }

  /** Means over latitudes: cells of CDO have great circles for edges, those of Isobar parallels. */
  double tolerance() {
    return operator().equals("fldmean") || operator().equals("mermean") ? 1e-4 : 1e-6;
  }

  /** The words for a file, without the output. */
  List<String> on(Path file, String name) {
    List<String> out = new ArrayList<>();
    for (String word : words) {
      out.add(word.equals(FILE) ? file.toString() : word.replace(NAME, name));
    }
    return out;
  }
}

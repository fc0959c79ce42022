package org.isobar.oracle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Part of the comparison by hand: {@code OracleRun FOLDER [FILES [OPERATIONS]]}, with regular
 * expressions of labels. Prints a line for each case. The folder keeps the generated files and
 * CDO's answers, so that a second run is fast.
 */
final class OracleRun {
  private OracleRun() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]).toAbsolutePath();
    Predicate<String> wanted = Pattern.compile(args.length > 1 ? args[1] : "").asPredicate();
    List<OracleFile> files =
        OracleFiles.all(folder.resolve("files")).stream()
            .filter(f -> wanted.test(f.label()))
            .toList();
    Predicate<String> operations = Pattern.compile(args.length > 2 ? args[2] : "").asPredicate();
    new Comparisons(
            Differences.read(),
            Boolean.getBoolean("isobar.soak"),
            o -> operations.test(o.label()),
            o -> System.out.println(o.row()))
        .run(files, folder, true);
  }
}

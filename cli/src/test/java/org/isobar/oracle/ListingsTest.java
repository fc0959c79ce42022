package org.isobar.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isobar.cli.Main;
import org.isobar.oracle.OracleFile.Origin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Standard output of the operators that print, byte by byte as CDO's, on every generated file that
 * both can read. What differs by right stands in {@link ListedTexts}.
 */
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListingsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int SHOWN = 12;
  private static final int LEAST_EQUAL = 100;
  private List<OracleFile> files = List.of();

  @BeforeAll
  void makeFiles(@TempDir Path folder) {
    files = OracleFiles.all(folder).stream().filter(f -> f.origin() == Origin.GENERATED).toList();
  }

  static Stream<String> commands() {
    return Stream.of(
            "info infon sinfo sinfon showname showdate showtime showtimestamp showyear showmon",
            "showlevel showunit showstdname showcode showparam showformat showltype",
            "ntime nyear nmon ndate nvar nlevel ngrids ngridpoints griddes zaxisdes",
            "output outputint outputf,%g,3 outputf,%12.6f,2 outputts",
            "outputtab,name,date,time,lev,value outputtab,lon,lat,x,y,xind,yind,value",
            "outputtab,nohead,timestep,code,year,month,day,value")
        .flatMap(line -> Arrays.stream(line.split(" ")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void printsWhatCdoPrints(String operator) {
    compare(List.of(operator), List.of());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void tellsWhatDiffers(String operator) {
    for (String second : List.of("-addc,0.5", "-mulc,-1", "-setctomiss,270", "-abs")) {
      compare(List.of(operator), List.of(second));
    }
  }

  static Stream<String> pairs() {
    return Stream.of("diff", "diffn");
  }

  private void compare(List<String> operator, List<String> second) {
    int equal = 0;
    Map<String, String> wrong = new TreeMap<>();
    for (OracleFile f : files) {
      String name = f.label();
      if (!name.matches(System.getProperty("isobar.files", ".*"))) {
        continue;
      }
      List<String> words = new ArrayList<>(List.of("-s"));
      words.addAll(operator);
      words.add(f.path().toString());
      if (!second.isEmpty()) {
        words.addAll(second);
        words.add(f.path().toString());
      }
      List<String> cdo = new ArrayList<>(List.of("cdo"));
      cdo.addAll(words);
      Tools.Ended theirs = Tools.run(cdo, PATIENCE);
      if (theirs.status() != 0) {
        continue;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int status =
          Main.run(
              words,
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8));
      String ours = out.toString(StandardCharsets.ISO_8859_1);
      if (ours.equals(theirs.out())) {
        equal++;
      } else {
        wrong.put(
            name, first(theirs.out(), ours) + (status == 0 ? "" : " status " + status + " " + err));
      }
    }
    List<String> shown =
        wrong.entrySet().stream().limit(SHOWN).map(e -> e.getKey() + ": " + e.getValue()).toList();
    int right = equal;
    assertEquals(
        0,
        wrong.size(),
        () -> right + " equal, " + wrong.size() + " not:\n  " + String.join("\n  ", shown) + "\n");
    assertTrue(equal >= LEAST_EQUAL, () -> "only " + right + " files were compared");
  }

  /** The first line that differs. */
  private static String first(String theirs, String ours) {
    List<String> a = theirs.lines().toList();
    List<String> b = ours.lines().toList();
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      String x = i < a.size() ? a.get(i) : "(end)";
      String y = i < b.size() ? b.get(i) : "(end)";
      if (!x.equals(y)) {
        return "line " + (i + 1) + "\n      cdo    >" + x + "<\n      isobar >" + y + "<";
      }
    }
    return "unlike line ends";
  }
}

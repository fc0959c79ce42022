package org.isobar.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The operators that print; what they print has to be CDO's to the byte. */
final class ListingOperations {
  static final List<String> LINES =
      List.of(
          "sinfo FILE",
          "sinfon FILE",
          "showname FILE",
          "showcode FILE",
          "showunit FILE",
          "showstdname FILE",
          "showparam FILE",
          "showgrid FILE",
          "showlevel FILE",
          "showltype FILE",
          "showdate FILE",
          "showtime FILE",
          "showtimestamp FILE",
          "showyear FILE",
          "showmon FILE",
          "showformat FILE",
          "showattribute,*@units FILE",
          "griddes FILE",
          "zaxisdes FILE",
          "ntime FILE",
          "npar FILE",
          "nlevel FILE",
          "nyear FILE",
          "nmon FILE",
          "ndate FILE",
          "ngridpoints FILE",
          "ngrids FILE",
          "output FILE",
          "outputint FILE",
          "outputext FILE",
          "outputf,%12.4g,4 FILE",
          "outputtab,name,code,date,time,lev,lon,lat,value FILE",
          "diff FILE FILE",
          "diffn FILE -addc,1.5 FILE");

  /** Others in other words, for a few files. */
  static final List<String> VARIANTS =
      List.of(
          "infon FILE",
          "nvar FILE",
          "diffv FILE -addc,1.5 FILE",
          "outputkey,date,lev,value FILE",
          "outputsrv FILE");

  private ListingOperations() {}

  /** The first line that differs. */
  static List<Problem> problems(Path expected, Path got) throws IOException {
    byte[] want = Files.readAllBytes(expected);
    byte[] have = Files.readAllBytes(got);
    if (Arrays.equals(want, have)) {
      return List.of();
    }
    List<String> a = lines(want);
    List<String> b = lines(have);
    int at = 0;
    while (at < Math.min(a.size(), b.size()) && a.get(at).equals(b.get(at))) {
      at++;
    }
    String words =
        "line " + (at + 1) + " is '" + line(b, at) + "' instead of '" + line(a, at) + "'";
    return List.of(new Problem("text", "", words));
  }

  private static List<String> lines(byte[] text) {
    return List.of(new String(text, StandardCharsets.ISO_8859_1).split("\n", -1));
  }

  private static String line(List<String> all, int at) {
    return at < all.size() ? all.get(at) : "";
  }
}

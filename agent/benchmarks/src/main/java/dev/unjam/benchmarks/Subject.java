package dev.unjam.benchmarks;

import dev.unjam.benchmarks.calls.Answer;
import dev.unjam.benchmarks.calls.Library;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A client whose calls are measured.
 *
 * @param label what the table calls it
 * @param jars a folder beside the libraries whose jars come first, or empty
 * @param limit microseconds that the agent may add to a call; 0 for nothing that can be measured
 * @param manyThreads whether threads of its own do some of the work
 */
record Subject(String label, Library library, String jars, double limit, boolean manyThreads) {
  static List<Subject> all() {
    return List.of(
        new Subject("HttpURLConnection", Library.URL_CONNECTION, "", 0.5, false),
        new Subject("java.net.http", Library.JAVA, "", 0.5, true),
        new Subject("OkHttp 4", Library.OKHTTP, "", 0, false),
        new Subject("OkHttp 5", Library.OKHTTP, "okhttp5", 0, false),
        new Subject("Apache HttpClient 5", Library.APACHE, "", 0, false));
  }

  static List<CallRow> rows() {
    return List.of(
        new CallRow("small, under a lock", Answer.SMALL, true, 1),
        new CallRow("small, no lock", Answer.SMALL, false, 1),
        new CallRow("1 MiB, under a lock", Answer.LARGE, true, 0.05),
        new CallRow("1,000 events, under a lock", Answer.EVENTS, true, 0.05));
  }

  /**
   * The class path of this process, with its own jars before; the folder of the libraries ends it.
   */
  String classPath() {
    String usual = System.getProperty("java.class.path");
    if (jars.isEmpty()) {
      return usual;
    }
    Path last = Path.of(usual.substring(usual.lastIndexOf(File.pathSeparator) + 1));
    Path lib = Objects.requireNonNull(last.getParent());
    return lib.resolveSibling(jars).resolve("*") + File.pathSeparator + usual;
  }
}

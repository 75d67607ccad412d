package dev.unjam.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param agent the packaged agent
 * @param peer the jar of the peer: Byteman, or OpenTelemetry's agent
 * @param jdks homes of the JDKs to measure on
 * @param quick whether to measure briefly
 * @param only rows whose label matches, and no crowds; or null for everything
 * @param page the page to write the table into, or null for standard output alone
 */
record Request(
    Path agent,
    Path peer,
    List<Path> jdks,
    boolean quick,
    @Nullable Pattern only,
    @Nullable Path page) {
  /** Copies the list. */
  Request {
    jdks = List.copyOf(jdks);
  }

  /**
   * Reads {@code AGENT PEER [--quick] [--only REGEX] [--page FILE] JDK...}.
   *
   * @throws IllegalArgumentException if it is not that
   */
  static Request parse(String... args) {
    boolean quick = false;
    Pattern only = null;
    Path page = null;
    List<Path> places = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--quick" -> quick = true;
        case "--only" -> only = Pattern.compile(argument(args, ++i));
        case "--page" -> page = Path.of(argument(args, ++i));
        default -> places.add(place(args[i]));
      }
    }
    if (places.size() < 3) {
      throw new IllegalArgumentException("wanted: the agent's jar, the peer's, and a JDK");
    }
    return new Request(
        places.get(0), places.get(1), places.subList(2, places.size()), quick, only, page);
  }

  private static Path place(String argument) {
    if (argument.startsWith("-")) {
      throw new IllegalArgumentException("unknown option " + argument);
    }
    return Path.of(argument);
  }

  private static String argument(String[] args, int i) {
    if (i >= args.length) {
      throw new IllegalArgumentException(args[i - 1] + " needs a value");
    }
    return args[i];
  }

  boolean wants(String label) {
    return only == null || only.matcher(label).find();
  }

  Scale scale() {
    return quick ? Scale.QUICK : Scale.FULL;
  }

  /** The command that a reader gives to get the same table. */
  String command(String what) {
    return "scripts/bench "
        + what
        + (quick ? " --quick" : "")
        + (only == null ? "" : " --only '" + only + "'");
  }
}

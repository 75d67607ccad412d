package dev.unjam.tools;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Runs the command line in a JVM of its own. */
final class CliMain {
  private CliMain() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(Cli.run(args, out, new PrintWriter(System.err, true, StandardCharsets.UTF_8)));
  }
}

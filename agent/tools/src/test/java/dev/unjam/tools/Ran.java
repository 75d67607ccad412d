package dev.unjam.tools;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one run of the command line left: its status and both streams. */
record Ran(int status, String out, String err) {
  static Ran with(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    int status = Cli.run(texts, new PrintWriter(out), new PrintWriter(err));
    return new Ran(status, out.toString(), err.toString());
  }

  /** Whether it failed with 2 and one plain sentence. */
  boolean isOneSentence() {
    return status == 2
        && out.isEmpty()
        && err.startsWith("unjam: ")
        && err.lines().count() == 1
        && !err.contains("Exception");
  }
}

package samplehost.child;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes that the child starts, as coding agents start tools and wrappers. */
final class Grandchild {
  static final int LONGEST_SECONDS = 300;

  private Grandchild() {}

  /**
   * One that does nothing and has stdout and stderr, so that neither ends with the child.
   *
   * @param seconds for how long, by which it can be told from others
   */
  static void withThePipes(int seconds) throws IOException {
    new ProcessBuilder("sleep", Integer.toString(seconds))
        .redirectOutput(Redirect.INHERIT)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  /**
   * Runs one that prints nothing, and waits for its end.
   *
   * @param burns whether it uses the processor all the time, or none of it
   */
  static void tool(boolean burns, Duration runs) throws IOException, InterruptedException {
    // the limit on its processor time ends it if nobody is left to do so
    String busy = "ulimit -t " + LONGEST_SECONDS + "; while :; do :; done";
    List<String> command =
        burns ? List.of("sh", "-c", busy) : List.of("sleep", Integer.toString(LONGEST_SECONDS));
    Process tool =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    tool.waitFor(runs.toMillis(), TimeUnit.MILLISECONDS);
    tool.destroy();
    tool.waitFor();
  }
}

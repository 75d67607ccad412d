package dev.unjam.bridge;

import java.lang.ProcessBuilder.Redirect;
import org.jspecify.annotations.Nullable;

/**
 * Where the streams of a child lead that is about to be started.
 *
 * @param output the file that its output leads to
 * @param error the file that its error stream leads to; it may be the same
 * @param merged whether its error stream comes by the pipe of its output
 */
record ChildStart(ChildFile output, ChildFile error, boolean merged) {
  /** All by pipes of its own, but that its error stream comes by that of its output. */
  static final ChildStart MERGED = new ChildStart(ChildFile.NONE, ChildFile.NONE, true);

  static ChildStart of(@Nullable Redirect output, @Nullable Redirect error, boolean merged) {
    ChildFile out = ChildFile.of(output);
    return merged
        ? new ChildStart(out, out, output != null && output.type() == Redirect.Type.PIPE)
        : new ChildStart(out, ChildFile.of(error), false);
  }
}

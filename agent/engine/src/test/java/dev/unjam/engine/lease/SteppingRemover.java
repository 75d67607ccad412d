package dev.unjam.engine.lease;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that removes one lock file and, at each step, says which it is and waits for a line;
 * its last line says how it ended.
 *
 * <p>{@code plain} makes it a remover that looks and then deletes, as many programs do.
 */
final class SteppingRemover {
  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));

  private SteppingRemover() {}

  public static void main(String[] args) throws IOException {
    SteppingRemover remover = new SteppingRemover();
    LockFile seen = LockFileReader.read(Path.of(args[1])).orElseThrow();
    System.out.println(args[0].equals("plain") ? remover.plain(seen) : remover.ours(seen));
  }

  private RemoveOutcome ours(LockFile seen) {
    return new LockFileRemover(Duration.ofSeconds(2), this::stop).remove(seen);
  }

  private RemoveOutcome plain(LockFile seen) throws IOException {
    if (!seen.equals(LockFileReader.read(seen.path()).orElseThrow())) {
      return new RemoveOutcome.Changed();
    }
    stop(Step.LOOKED_AT);
    Files.delete(seen.path());
    return new RemoveOutcome.Removed();
  }

  private void stop(Step step) {
    System.out.println(step);
    try {
      if (in.readLine() == null) {
        throw new IllegalStateException("nobody goes on with it");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

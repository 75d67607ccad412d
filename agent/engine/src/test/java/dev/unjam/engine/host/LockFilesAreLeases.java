package dev.unjam.engine.host;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseNames;
import dev.unjam.bridge.Zombies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For the time of a test what is called {@code *.lock} is a lease, and the bridge records; after it
 * nothing is held, and nothing is left to be told.
 */
public final class LockFilesAreLeases implements BeforeEachCallback, AfterEachCallback {
  /** Makes one that names this process; on the thread that then holds it. */
  public static void take(Path file) {
    take(file, "{\"pid\":" + ProcessHandle.current().pid() + "}");
  }

  /** Makes one with this content; on the thread that then holds it. */
  public static void take(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LeaseHooks.created(file);
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    Bridge.switchTo(true);
    LeaseHooks.names(new LeaseNames(List.of("*.lock")));
  }

  @Override
  public void afterEach(ExtensionContext test) {
    LeaseHooks.held().forEach(LeaseHooks::forget);
    LeaseHooks.names(new LeaseNames(List.of()));
    while (Zombies.poll() != null) {
      // What another test looks for is its own.
    }
    Bridge.switchTo(false);
  }
}

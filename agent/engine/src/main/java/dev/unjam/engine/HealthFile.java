package dev.unjam.engine;

import dev.unjam.engine.report.Text;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The file that marks this JVM unhealthy while something is stuck that nothing helped: a liveness
 * probe can look for it, and leave the restart to the platform.
 *
 * <p>It lies beside the log, {@code unjam-PID.unhealthy}; without a log there is none. It goes with
 * the trouble, with the agent and with the JVM; one that a killed JVM of the same number has left
 * goes when the agent starts. The watchdog's thread only, but for the constructor.
 */
final class HealthFile {
  private final @Nullable File file;
  private final Consumer<String> complaint;
  private boolean marked;

  HealthFile(@Nullable String log, Consumer<String> complaint) {
    this.file = log == null ? null : beside(log);
    this.complaint = complaint;
    File f = file;
    if (f != null && f.exists()) {
      delete(f);
    }
  }

  private static File beside(String log) {
    String path = log.replace("%p", Long.toString(ProcessHandle.current().pid()));
    return new File(path.replaceFirst("\\.log$", "") + ".unhealthy");
  }

  /** Makes the file, or takes it away. */
  void mark(boolean unhealthy) {
    File f = file;
    if (f == null || unhealthy == marked) {
      return;
    }
    marked = unhealthy;
    if (unhealthy) {
      write(f);
    } else {
      delete(f);
    }
  }

  private void delete(File f) {
    if (!f.delete() && f.exists()) {
      complaint.accept("cannot delete " + Text.line(f.getPath()));
    }
  }

  private void write(File f) {
    try (OutputStream out = new FileOutputStream(f)) {
      f.deleteOnExit();
      out.write("stuck beyond Unjam's help: restart this JVM\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException | IllegalStateException e) {
      // The latter if the JVM is ending already.
      complaint.accept("cannot write " + Text.line(f.getPath()));
    }
  }
}

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A session's lock file, as gateways take it, wait for it, and are kept from it. */
final class SessionLock {
  static final int PATIENCE_SECONDS = 30;

  interface Act {
    void go() throws Exception;
  }

  private SessionLock() {}

  /** What this process writes into it. */
  static String mine() {
    return "{\"pid\":" + ProcessHandle.current().pid() + "}";
  }

  static void take(Path lock) throws IOException {
    Files.writeString(lock, mine(), StandardOpenOption.CREATE_NEW);
  }

  /** Whether it was to be had just now. */
  static boolean took(Path lock) throws IOException {
    return took(lock, mine());
  }

  static boolean took(Path lock, String content) throws IOException {
    try {
      Files.writeString(lock, content, StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Waits for it, and gives it back as soon as it has it. */
  static void awaitRelease(Path lock) throws Exception {
    Until.so("the release of " + lock, () -> took(lock));
    Files.delete(lock);
  }

  /** Another process takes it, and lives until it is ended. */
  static Process anothers(Path lock) throws IOException {
    String script = "echo \"{\\\"pid\\\":$$}\" > " + lock + " && echo took && exec sleep 120";
    Process other = new ProcessBuilder("sh", "-c", script).start();
    other.getInputStream().read();
    return other;
  }

  /** How an act ended: done, exists, interrupted, refused by the agent, or failed. */
  static String result(Act act) {
    try {
      act.go();
      return "done";
    } catch (FileAlreadyExistsException e) {
      return "exists";
    } catch (InterruptedException e) {
      return "interrupted";
    } catch (Exception e) {
      return isRefusal(e) ? "refused" : "failed: " + e;
    }
  }

  static boolean isRefusal(Exception e) {
    return String.valueOf(e.getMessage()).startsWith("Model API quota exceeded, try again later");
  }

  static Thread daemon(Runnable r) {
    Thread t = new Thread(r, "worker");
    t.setDaemon(true);
    return t;
  }
}

package clienthost.stdio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks a child, under a lock and a lock file, what it will never answer.
 *
 * <p>Arguments: a {@link StdioLibrary} and the lock file. Says a line at each step, and ends with
 * its input.
 */
public final class StdioHost {
  private static final ReentrantLock LOCK = new ReentrantLock();

  private StdioHost() {}

  /** The program. */
  public static void main(String[] args) throws Exception {
    Path lockFile = Path.of(args[1]);
    ChildClient client = StdioLibrary.valueOf(args[0]).start();
    say("before: " + client.ask("ping"));
    Thread holder = daemon("holder", () -> hold(client, lockFile));
    // the MCP SDK fails if two threads ask in the same moment
    while (!Files.exists(lockFile) || !waits(holder)) {
      Thread.onSpinWait();
    }
    daemon("waiter", () -> waitFor(client));
    daemon("beside", () -> beside(client));
    daemon("input", StdioHost::awaitEnd);
    holder.join();
    Thread.currentThread().join();
  }

  private static void hold(ChildClient client, Path lockFile) throws IOException {
    LOCK.lock();
    try {
      Files.createFile(lockFile);
      client.ask("mute");
      say("answered");
    } catch (Exception e) {
      say("freed: " + causes(e));
    } finally {
      Files.deleteIfExists(lockFile);
      LOCK.unlock();
    }
  }

  private static boolean waits(Thread thread) {
    return Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(thread.getState());
  }

  private static void waitFor(ChildClient client) throws Exception {
    LOCK.lock();
    try {
      say("after: " + client.ask("ping"));
    } finally {
      LOCK.unlock();
    }
  }

  /** The child is of use to somebody else. */
  private static void beside(ChildClient client) throws Exception {
    say("beside: " + client.ask("ping"));
  }

  private static void awaitEnd() throws IOException {
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
    System.exit(0);
  }

  private static String causes(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      all.append(all.isEmpty() ? "" : " <- ").append(t.getClass().getSimpleName());
      all.append('(').append(t.getMessage()).append(')');
    }
    return all.toString().replace('\n', ' ');
  }

  private static synchronized void say(String line) {
    System.out.println(line);
  }

  /** What a thread does. */
  private interface Part {
    void run() throws Exception;
  }

  private static Thread daemon(String name, Part part) {
    Thread thread =
        new Thread(
            () -> {
              try {
                part.run();
              } catch (Exception e) {
                say(name + " failed: " + causes(e));
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}

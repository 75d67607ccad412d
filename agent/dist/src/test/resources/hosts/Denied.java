import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Is stuck under a lock, so that the agent acts. Says {@code fine}, or what went wrong; then runs
 * until its input ends.
 */
public class Denied {
  /** Longer than the agent's limits in these tests, all grace included. */
  private static final long LONG_MILLIS = 6_000;

  private static final long DEADLINE_MILLIS = 20_000;

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    Peer peer = new Peer();
    Thread watchdog = args[0].endsWith(", bare") ? null : Watchdog.await();
    String result;
    try {
      result =
          switch (args[0]) {
            case "notify", "limited" -> locked(() -> tellElsewhere(peer));
            case "intfile" -> sharedFile(folder, peer);
            case "modeoff" -> locked(() -> modeOff(peer));
            case "byhand", "byhand, bare" -> byHand(peer);
            case "acpreader" -> acpReader(folder.resolve("session.jsonl.lock"));
            case "vwaiter" -> virtualWaiter();
            case "watchdog" -> interrupted(watchdog, peer);
            default -> "no such scenario: " + args[0];
          };
    } catch (IOException | InterruptedException e) {
      result = "the host was hit by " + e;
    }
    System.out.println(result);
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  interface Act {
    String run() throws Exception;
  }

  private static String locked(Act act) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      return act.run();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a call that nobody answers is ended in place of the program. */
  private static boolean ended(Peer peer) {
    try {
      peer.get("/silent");
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static String tellElsewhere(Peer model) throws IOException {
    Peer messenger = new Peer();
    return ended(model) && messenger.get("/ok") == 200 ? "fine" : "the user was not told";
  }

  /** An interrupt in the wait would close the channel for everybody. */
  private static String sharedFile(Path folder, Peer peer) throws Exception {
    CompletableFuture<String> late = new CompletableFuture<>();
    String[] seen = {"nothing"};
    try (FileChannel journal =
        FileChannel.open(
            folder.resolve("journal"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Thread worker =
          Peer.daemon(
              "worker",
              () ->
                  locked(
                      () -> {
                        peer.get("/429");
                        late.join();
                        seen[0] = Thread.currentThread().isInterrupted() ? "interrupted" : "fine";
                        journal.write(ByteBuffer.wrap(new byte[1]));
                        return "";
                      }));
      Thread.sleep(LONG_MILLIS);
      late.complete("late answer");
      worker.join();
      journal.write(ByteBuffer.wrap(new byte[1]));
    }
    return seen[0];
  }

  /** The test turns the agent off once it has read that the peer is denied. */
  private static String modeOff(Peer peer) throws IOException {
    if (!ended(peer)) {
      return "the call was not ended";
    }
    try {
      peer.get("/ok");
      return "the peer was not denied";
    } catch (IOException e) {
      System.out.println("denied");
    }
    System.in.read();
    return peer.get("/ok") == 200 ? "fine" : "still denied";
  }

  /** Asks by a socket of its own, with no library between, while somebody waits for the lock. */
  private static String byHand(Peer peer) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    String[] told = {"still asks"};
    CompletableFuture<Void> locked = new CompletableFuture<>();
    Peer.daemon(
        "asker",
        () -> {
          lock.lock();
          locked.complete(null);
          try {
            told[0] = ask(peer);
          } catch (IOException e) {
            told[0] = "fine";
          } finally {
            lock.unlock();
          }
        });
    locked.join();
    Thread waiter =
        Peer.daemon(
            "waiter",
            () -> {
              lock.lock();
              lock.unlock();
            });
    waiter.join(DEADLINE_MILLIS);
    return told[0];
  }

  private static String ask(Peer peer) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), peer.port())) {
      socket.getOutputStream().write("GET /silent HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
      return "read " + socket.getInputStream().read();
    }
  }

  /** The session waits for a future that the child's reader would complete, and never does. */
  private static String acpReader(Path lock) throws Exception {
    Process child = new ProcessBuilder("sleep", "300").start();
    String[] told = {"the session is still stuck"};
    try {
      Peer.daemon("acp-reader", () -> child.getInputStream().read());
      Thread session = Peer.daemon("session", () -> told[0] = prompt(child, lock));
      session.join(DEADLINE_MILLIS);
      return told[0].startsWith("java.io.IOException: Model API quota exceeded") ? "fine" : told[0];
    } finally {
      child.destroyForcibly();
    }
  }

  /** What the session is told: as if the future had failed, and never a bare interrupt. */
  private static String prompt(Process child, Path lock) throws Exception {
    Files.createFile(lock);
    try {
      String prompt = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session/prompt\"}\n";
      child.getOutputStream().write(prompt.getBytes());
      child.getOutputStream().flush();
      return new CompletableFuture<String>().get();
    } catch (ExecutionException e) {
      Throwable why = e.getCause();
      String kind = why instanceof IOException ? IOException.class.getName() : why.toString();
      return kind + ": " + why.getMessage();
    } catch (InterruptedException | IOException e) {
      return e.toString();
    } finally {
      Files.deleteIfExists(lock);
    }
  }

  private static String virtualWaiter() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Peer.daemon("holder", lock::lock).join();
    Runnable waiting = lock::lock;
    Thread waiter =
        (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, waiting);
    waiter.join(DEADLINE_MILLIS);
    return waiter.isAlive() ? "the virtual thread still waits" : "fine";
  }

  private static String interrupted(Thread watchdog, Peer peer) throws Exception {
    watchdog.interrupt();
    return locked(() -> ended(peer) ? "fine" : "the call was not ended");
  }
}

import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A holder of a session's lock file is refused, sits where no interrupt reaches it, and comes back
 * after its lock was taken away: says of every way to write to the transcript how that ended.
 *
 * <p>With {@code kept} in the scenario's name it comes back once it is given a line, though the lock is
 * still there. Says a line for each way, then {@code next: ...} and {@code again: ...}.
 */
public class Fenced {
  private static final int PATIENCE_SECONDS = 30;
  private static final String LINE = "{\"type\":\"message\",\"id\":\"late\"}\n";
  private static final CompletableFuture<Boolean> HELD = new CompletableFuture<>();
  private static final CompletableFuture<Boolean> BACK = new CompletableFuture<>();

  interface Way {
    void write() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    Path transcript = folder.resolve("s.jsonl");
    Path lock = folder.resolve("s.jsonl.lock");
    Files.writeString(transcript, "{\"type\":\"message\",\"id\":\"first\"}\n");
    Watchdog.await();
    ExecutorService pool = Executors.newFixedThreadPool(1, Fenced::daemon);
    ExecutorService others = Executors.newFixedThreadPool(1, Fenced::daemon);
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Way holder = () -> hold(transcript, lock, others);
    if (args[0].contains("plain")) {
      Thread t = new Thread(() -> finish(holder, done), "holder");
      t.setDaemon(true);
      t.start();
    } else if (args[0].contains("virtual")) {
      Runnable held = () -> finish(holder, done);
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, held);
    } else {
      pool.execute(() -> finish(holder, done));
    }
    HELD.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (args[0].contains("kept")) {
      // Until it was seen what would have been done.
      System.in.read();
    } else {
      // Somebody else's turn, who waits for the lock, and holds it while the former holder is back.
      turn(transcript, lock, "next", true);
    }
    BACK.complete(true);
    done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!args[0].contains("kept")) {
      Files.delete(lock);
      say("next", () -> turn(transcript, lock, "after", false));
      CompletableFuture<Boolean> again = new CompletableFuture<>();
      pool.execute(() -> finish(() -> say("again", () -> turn(transcript, lock, "again", false)), again));
      again.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    System.out.println("end");
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static void hold(Path transcript, Path lock, ExecutorService others) throws Exception {
    FileChannel opened = FileChannel.open(transcript, StandardOpenOption.APPEND);
    FileOutputStream stream = new FileOutputStream(transcript.toFile(), true);
    RandomAccessFile random = new RandomAccessFile(transcript.toFile(), "rw");
    AsynchronousFileChannel queued = AsynchronousFileChannel.open(transcript, StandardOpenOption.WRITE);
    Path elsewhere = transcript.resolveSibling("notes.txt");
    String payload = "{\"pid\":" + ProcessHandle.current().pid() + ",\"by\":\"holder\"}";
    Files.writeString(lock, payload, StandardOpenOption.CREATE_NEW);
    CompletableFuture<Way> errand = new CompletableFuture<>();
    CompletableFuture<String> ran = new CompletableFuture<>();
    others.execute(() -> ran.complete(errandOf(errand)));
    HELD.complete(true);
    new Peer().get("/429");
    BACK.join();

    long size = Files.size(transcript);
    byte[] line = LINE.getBytes();
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("elsewhere", () -> Files.writeString(elsewhere, LINE));
    ways.put("channel", () -> opened.write(ByteBuffer.wrap(line)));
    ways.put("gather", () -> opened.write(new ByteBuffer[] {ByteBuffer.wrap(line)}));
    ways.put("stream", () -> stream.write(line));
    ways.put("stream-byte", () -> stream.write('\n'));
    ways.put("random", () -> { random.seek(random.length()); random.write(line); });
    ways.put("random-bytes", () -> { random.seek(random.length()); random.writeBytes(LINE); });
    ways.put("stream-new", () -> { try (FileOutputStream s = new FileOutputStream(transcript.toFile(), true)) { s.write(line); } });
    ways.put("random-new", () -> new RandomAccessFile(transcript.toFile(), "rw").close());
    ways.put("files-write", () -> Files.write(transcript, line, StandardOpenOption.APPEND));
    ways.put("files-string", () -> Files.writeString(transcript, LINE, StandardOpenOption.APPEND));
    ways.put("writer", () -> { try (BufferedWriter w = Files.newBufferedWriter(transcript, StandardOpenOption.APPEND)) { w.write(LINE); } });
    ways.put("transfer-from", () -> { try (FileChannel from = FileChannel.open(elsewhere)) { random.getChannel().transferFrom(from, random.length(), from.size()); } });
    ways.put("transfer-to", () -> { try (FileChannel from = FileChannel.open(elsewhere)) { from.transferTo(0, from.size(), random.getChannel().position(random.length())); } });
    ways.put("map", () -> random.getChannel().map(MapMode.READ_WRITE, 0, random.length()));
    ways.put("truncate", () -> random.getChannel().truncate(random.length()));
    ways.put("open-truncate", () -> { if (Files.size(transcript) == size) { FileChannel.open(transcript, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING).close(); } });
    ways.put("replace", () -> { Path made = Files.writeString(transcript.resolveSibling("made"), LINE); Files.move(made, transcript, StandardCopyOption.REPLACE_EXISTING); });
    ways.put("delete", () -> Files.delete(transcript));
    Path away = transcript.resolveSibling("away");
    ways.put("move-away", () -> Files.move(transcript, away));
    ways.put("rename-away", () -> { if (!transcript.toFile().renameTo(away.toFile()) && Files.exists(transcript)) { throw new IOException("Model API quota exceeded, try again later"); } });
    ways.put("queued", () -> await(queued.write(ByteBuffer.wrap(line), queued.size())));
    ways.put("queued-handler", () -> { CompletableFuture<Integer> told = new CompletableFuture<>(); queued.write(ByteBuffer.wrap(line), queued.size(), told, new Told()); await(told); });
    ways.put("queued-truncate", () -> queued.truncate(queued.size()));
    Path link = transcript.resolveSibling("link.jsonl");
    Files.createSymbolicLink(link, transcript);
    ways.put("link", () -> Files.writeString(link, LINE, StandardOpenOption.APPEND));
    boolean kept = Files.exists(lock) && Files.readString(lock).equals(payload);
    if (kept) {
      // Only what leaves the file as it is or appends, for what it leaves is looked at.
      ways.keySet().removeAll(java.util.List.of("open-truncate", "replace", "delete", "stream-byte", "truncate", "move-away", "rename-away", "queued-truncate"));
    }
    for (Map.Entry<String, Way> way : ways.entrySet()) {
      say(way.getKey(), way.getValue());
    }
    errand.complete(() -> Files.writeString(transcript, LINE, StandardOpenOption.APPEND));
    System.out.println("handed-over: " + ran.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    CompletableFuture<String> later = new CompletableFuture<>();
    others.execute(() -> later.complete(result(() -> Files.writeString(transcript, LINE, StandardOpenOption.APPEND))));
    System.out.println("handed-over-later: " + later.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    // As a finally does, and a close that may be called twice: the next holder has it by now.
    Files.deleteIfExists(lock);
    Files.deleteIfExists(lock);
    say("after-release", () -> Files.writeString(transcript, LINE, StandardOpenOption.APPEND));
    if (!kept) {
      say("replace-after-release", ways.get("replace"));
    }
  }

  private static final class Told implements CompletionHandler<Integer, CompletableFuture<Integer>> {
    @Override
    public void completed(Integer count, CompletableFuture<Integer> told) {
      told.complete(count);
    }

    @Override
    public void failed(Throwable error, CompletableFuture<Integer> told) {
      told.completeExceptionally(error);
    }
  }

  private static void await(Future<Integer> written) throws Exception {
    try {
      written.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static String errandOf(CompletableFuture<Way> errand) {
    return result(errand.join());
  }

  /** One turn of another thread, or of the same one once more. */
  private static void turn(Path transcript, Path lock, String id, boolean keeps) throws Exception {
    Until.so("the lock for " + id, () -> SessionLock.took(lock));
    Files.writeString(transcript, "{\"type\":\"message\",\"id\":\"" + id + "\"}\n", StandardOpenOption.APPEND);
    if (!keeps) {
      Files.delete(lock);
    }
  }

  private static void say(String name, Way way) {
    System.out.println(name + ": " + result(way));
  }

  private static String result(Way way) {
    try {
      way.write();
      return "written";
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).startsWith("Model API quota exceeded, try again later")
          ? "refused"
          : "failed: " + e;
    } catch (Exception e) {
      return "failed: " + e;
    }
  }

  private static void finish(Way way, CompletableFuture<Boolean> done) {
    try {
      way.write();
      done.complete(true);
    } catch (Exception e) {
      done.completeExceptionally(e);
    }
  }

  private static Thread daemon(Runnable r) {
    Thread t = new Thread(r, "pooled");
    t.setDaemon(true);
    return t;
  }
}

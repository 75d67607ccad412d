import java.io.ByteArrayInputStream;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The scenarios whose lock is a file. */
public class InnocentFiles {
  private static final long LONG_MILLIS = 6_000;

  static String result(String scenario, Path folder, Peer peer) throws Exception {
    return switch (scenario) {
      case "datafiles" -> dataFiles(folder, peer);
      case "datalock" -> dataLock(folder, peer);
      case "lucene" -> lucene(folder);
      case "asynclock" -> asyncLock(folder.resolve("store"), peer);
      case "handoff" -> handOff(folder.resolve("session.jsonl.lock"));
      case "pkg" -> packageJson(folder);
      case "foreign" -> foreign(folder);
      default -> "no such scenario: " + scenario;
    };
  }

  private static final Map<String, String> DATA =
      Map.of(
          "deno.lock", "{\n  \"version\": \"4\",\n  \"specifiers\": {\"jsr:@std/assert@1\": \"1.0.6\"}\n}\n",
          "Pipfile.lock", "{\"_meta\":{\"pipfile-spec\":6},\"default\":{},\"develop\":{}}",
          "composer.lock", "{\"packages\":[],\"content-hash\":\"a1\"}",
          "Cargo.lock", "version = 3\n",
          "installed.lock", "");

  /** Tasks unpack data, ask, tell their user that it failed, and end; one leaves a session locked. */
  private static String dataFiles(Path folder, Peer peer) throws Exception {
    Map<String, String> all = new TreeMap<>(DATA);
    String session = "session.jsonl.lock";
    all.put(session, "{\"pid\":" + ProcessHandle.current().pid() + "}");
    ExecutorService pool = Executors.newFixedThreadPool(all.size());
    List<Future<Integer>> asked = new ArrayList<>();
    for (Map.Entry<String, String> each : all.entrySet()) {
      asked.add(
          pool.submit(
              () -> {
                Files.copy(new ByteArrayInputStream(each.getValue().getBytes()), folder.resolve(each.getKey()));
                return peer.get("/429");
              }));
    }
    for (Future<Integer> each : asked) {
      if (each.get() != 429) {
        return "not refused";
      }
    }
    for (long end = System.nanoTime() + 60_000_000_000L; Files.exists(folder.resolve(session)); ) {
      if (System.nanoTime() > end) {
        return "the session is locked still";
      }
      Thread.sleep(100);
    }
    Thread.sleep(2_000);
    for (Map.Entry<String, String> each : DATA.entrySet()) {
      Path file = folder.resolve(each.getKey());
      if (!Files.exists(file) || !Files.readString(file).equals(each.getValue())) {
        return each.getKey() + " is gone or changed";
      }
    }
    return "fine";
  }

  /** A file of data whose name ends like a lock's, put in place as one does that with data. */
  private static String dataLock(Path folder, Peer peer) throws Exception {
    Path data = Files.writeString(folder.resolve("poetry.lock"), "old");
    ExecutorService worker = Executors.newFixedThreadPool(1);
    int status =
        worker
            .submit(
                () -> {
                  Path next = Files.writeString(folder.resolve("next"), "[[package]]");
                  Files.move(next, data, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                  return peer.get("/429");
                })
            .get();
    Thread.sleep(LONG_MILLIS);
    return status == 429 && Files.exists(data) && Files.readString(data).equals("[[package]]")
        ? "fine"
        : "poetry.lock is gone or changed";
  }

  /** Opened by a task of a pool, held by the program: the OS lock says so. */
  private static String lucene(Path folder) throws Exception {
    Path file = folder.resolve("write.lock");
    ExecutorService pool = Executors.newFixedThreadPool(1);
    FileLock lock =
        pool.submit(
                () -> {
                  Files.createFile(file);
                  return FileChannel.open(file, StandardOpenOption.WRITE).tryLock();
                })
            .get();
    Object inode = Files.getAttribute(file, "unix:ino");
    if (createdWithin(file, LONG_MILLIS)) {
      return "a second opener created write.lock again";
    }
    boolean same = inode.equals(Files.getAttribute(file, "unix:ino"));
    return same && lock.isValid() ? "fine" : "another write.lock lies there";
  }

  /** Granted to the handler of a task, held by the program; the thread's next task is refused. */
  private static String asyncLock(Path file, Peer peer) throws Exception {
    ExecutorService group = Executors.newFixedThreadPool(1);
    AsynchronousFileChannel channel =
        AsynchronousFileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), group);
    CompletableFuture<FileLock> granted = new CompletableFuture<>();
    channel.lock(granted, new Granted());
    FileLock lock = granted.get();
    int status = group.submit(() -> peer.get("/429")).get();
    Thread.sleep(LONG_MILLIS);
    return status == 429 && lock.isValid() ? "fine" : "the lock was taken away";
  }

  /** Passes the lock on. */
  private static final class Granted
      implements CompletionHandler<FileLock, CompletableFuture<FileLock>> {
    @Override
    public void completed(FileLock lock, CompletableFuture<FileLock> to) {
      to.complete(lock);
    }

    @Override
    public void failed(Throwable e, CompletableFuture<FileLock> to) {
      to.completeExceptionally(e);
    }
  }

  /** One stage takes the lease, the next one, on another thread, gives it back. */
  private static String handOff(Path file) throws Exception {
    ExecutorService first = Executors.newFixedThreadPool(1);
    ExecutorService second = Executors.newFixedThreadPool(1);
    Future<Boolean> own =
        first
            .submit(
                () -> {
                  Files.createFile(file);
                  return second.submit(
                      () -> {
                        Thread.sleep(LONG_MILLIS);
                        return Files.deleteIfExists(file);
                      });
                })
            .get();
    boolean early = createdWithin(file, LONG_MILLIS - 500);
    return own.get() && !early ? "fine" : "two had the lease at the same time";
  }

  /** The lock is a dead thread's and may go; what it is the lock of is no transcript. */
  private static String packageJson(Path folder) throws Exception {
    String content = "{\"name\":\"x\"}\n";
    Path data = Files.writeString(folder.resolve("package.json"), content);
    Path lock = folder.resolve("package.json.lock");
    createAndDie(lock);
    createdWithin(lock, LONG_MILLIS);
    return Files.readString(data).equals(content) ? "fine" : "now " + Files.readString(data);
  }

  /** Another process removes our dead lock and makes its own, which gets the same inode. */
  private static String foreign(Path folder) throws Exception {
    Path transcript = folder.resolve("session.jsonl");
    String session = "{\"type\":\"session\",\"version\":3,\"id\":\"s\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"cwd\":\"/\"}\n";
    Files.writeString(transcript, session);
    Path lock = folder.resolve("session.jsonl.lock");
    createAndDie(lock);
    // Long enough for the agent to have seen the file, too short for a leak.
    Thread.sleep(400);
    String other = "{\"pid\":1,\"other\":true}";
    String replace = "rm \"$0\" && echo '" + other + "' > \"$0\"";
    new ProcessBuilder("sh", "-c", replace, lock.toString()).start().waitFor();
    if (createdWithin(lock, LONG_MILLIS) || !Files.readString(lock).trim().equals(other)) {
      return "the other process's lock was removed";
    }
    String now = Files.readString(transcript);
    return now.equals(session) ? "fine" : "the transcript is now " + now;
  }

  private static void createAndDie(Path file) throws InterruptedException {
    Peer.daemon("holder", () -> Files.createFile(file)).join();
  }

  /** Whether the file can be created anew, asked for again and again as a waiter would. */
  private static boolean createdWithin(Path file, long millis) throws Exception {
    for (long end = System.nanoTime() + millis * 1_000_000; System.nanoTime() < end; ) {
      try {
        Files.createFile(file);
        return true;
      } catch (FileAlreadyExistsException e) {
        Thread.sleep(200);
      }
    }
    return false;
  }
}

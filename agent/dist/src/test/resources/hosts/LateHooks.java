import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.ProtectionDomain;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Writes down at each step, for a line that it reads, the classes that write files, as an agent
 * sees them that came after all others; between the steps a holder of a session's lock file is
 * refused, sits, and comes back.
 */
public class LateHooks {
  private static final int PATIENCE_SECONDS = 30;
  private static Instrumentation instrumentation;

  public static void agentmain(String arguments, Instrumentation given) {
    instrumentation = given;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    Path transcript = Files.writeString(folder.resolve("s.jsonl"), "{}\n");
    Path lock = folder.resolve("s.jsonl.lock");
    CompletableFuture<Boolean> back = new CompletableFuture<>();
    CompletableFuture<String> result = new CompletableFuture<>();
    System.out.println("ready");
    System.in.read();
    say(folder);
    Peer peer = new Peer();
    Peer.daemon("holder", () -> hold(transcript, lock, peer, back, result));
    System.in.read();
    say(folder);
    back.complete(true);
    System.out.println(result.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    System.out.println(lockFiles(folder));
    System.in.read();
    say(folder);
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static void hold(
      Path transcript,
      Path lock,
      Peer peer,
      CompletableFuture<Boolean> back,
      CompletableFuture<String> result)
      throws Exception {
    FileOutputStream stream = new FileOutputStream(transcript.toFile(), true);
    Files.writeString(
        lock, "{\"pid\":" + ProcessHandle.current().pid() + "}", StandardOpenOption.CREATE_NEW);
    peer.get("/429");
    Peer.daemon("next", () -> next(lock));
    back.join();
    try {
      stream.write("{}\n".getBytes(StandardCharsets.UTF_8));
      result.complete("written");
      Files.delete(lock);
    } catch (IOException e) {
      result.complete("refused");
    }
  }

  /** Somebody who waits for the lock. */
  private static void next(Path lock) throws Exception {
    Until.so("the lock", () -> SessionLock.took(lock, "{}"));
    Files.delete(lock);
  }

  /** A lock file of another session is made once, and can be made again once it is gone. */
  private static String lockFiles(Path folder) throws IOException {
    Path lock = folder.resolve("other.jsonl.lock");
    Files.writeString(lock, "{}", StandardOpenOption.CREATE_NEW);
    try {
      Files.writeString(lock, "{}", StandardOpenOption.CREATE_NEW);
      return "twice";
    } catch (FileAlreadyExistsException e) {
      Files.delete(lock);
      return Files.exists(lock) ? "left" : "gone";
    }
  }

  /** Writes down what the classes are by now, and says so. */
  private static void say(Path folder) throws Exception {
    Files.write(folder.resolve("channels.class"), seen(Class.forName("sun.nio.ch.FileChannelImpl")));
    Files.write(folder.resolve("streams.class"), seen(FileOutputStream.class));
    Files.write(folder.resolve("files.class"), seen(java.io.File.class));
    System.out.println("seen");
  }

  private static byte[] seen(Class<?> type) throws Exception {
    byte[][] seen = new byte[1][];
    ClassFileTransformer looker =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader, String name, Class<?> c, ProtectionDomain d, byte[] bytes) {
            if (c == type) {
              seen[0] = bytes;
            }
            return null;
          }
        };
    instrumentation.addTransformer(looker, true);
    instrumentation.retransformClasses(type);
    instrumentation.removeTransformer(looker);
    return seen[0];
  }
}

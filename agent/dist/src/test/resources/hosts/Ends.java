import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32;

/**
 * Waits for the ends of children whose streams lead to files, in every way there is, each under a
 * lock that somebody else wants. Says {@code way=status} for each, {@code way=stuck} for those that
 * had not ended in time, and what then was in the files; then runs until its input ends.
 */
public class Ends {
  private static final String REFUSAL =
      "Error: 429 {\"error\":{\"message\":\"You exceeded your current quota, please check your plan"
          + " and billing details.\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}";
  private static final String EARLIER = "what was there before\n";
  private static final String SILENT = "echo working; sleep 600";
  private static final String REFUSED = "echo '" + REFUSAL + "' >&2; sleep 600";
  private static final String BURNS =
      "echo working; sh -c 'while :; do :; done' & sleep 7; kill $!; exit 0";
  private static final String MUCH = "yes out | head -c 3000000; yes err | head -c 2000000 >&2";
  private static final String INHERITED = "echo inherited-out; echo inherited-err >&2";

  private final Path folder;
  private final List<Way> ways = new ArrayList<>();

  private Ends(Path folder) {
    this.folder = folder;
  }

  private interface Wait {
    int status(Process p) throws Exception;
  }

  /** One holder and its child. */
  private static class Way {
    private final String name;
    private final Process child;
    private final Thread holder;
    private volatile String result = "stuck";

    Way(String name, Process child, Wait wait) {
      this.name = name;
      this.child = child;
      ReentrantLock lock = new ReentrantLock();
      holder =
          new Thread(
              () -> {
                lock.lock();
                try {
                  result = String.valueOf(wait.status(child));
                } catch (Exception e) {
                  result = e.toString();
                } finally {
                  lock.unlock();
                }
              },
              "holder-" + name);
      holder.setDaemon(true);
      holder.start();
      Thread waiter =
          new Thread(
              () -> {
                while (!lock.isLocked() && holder.isAlive()) {
                  Thread.onSpinWait();
                }
                lock.lock();
                lock.unlock();
              },
              "waiter-" + name);
      waiter.setDaemon(true);
      waiter.start();
    }
  }

  public static void main(String[] args) throws Exception {
    Ends ends = new Ends(Files.createDirectories(Path.of(args[1])));
    if (Boolean.getBoolean("agent")) {
      Watchdog.await();
    }
    ends.begin();
    System.out.println(ends.result(Long.getLong("patience")));
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private void begin() throws IOException {
    add("waitfor", SILENT, Process::waitFor);
    add("get", SILENT, p -> p.onExit().get().exitValue());
    add("timed", SILENT, p -> p.onExit().get(1, TimeUnit.HOURS).exitValue());
    add("join", SILENT, p -> p.onExit().join().exitValue());
    add("stage", SILENT, p -> p.onExit().thenApply(Process::exitValue).join());
    add(
        "handle",
        SILENT,
        p -> {
          p.toHandle().onExit().join();
          return p.waitFor();
        });
    add("refused", REFUSED, Process::waitFor);
    add("refusedexit", REFUSED, p -> p.onExit().join().exitValue());
    Files.writeString(file("appended.err"), EARLIER);
    ProcessBuilder appended = builder("appended", REFUSED);
    appended.redirectError(ProcessBuilder.Redirect.appendTo(file("appended.err").toFile()));
    add("appended", appended, Process::waitFor);
    add("merged", builder("merged", REFUSED).redirectErrorStream(true), Process::waitFor);
    add("burns", BURNS, p -> p.onExit().join().exitValue());
    add("burnswaitfor", BURNS, Process::waitFor);
    add("much", MUCH, Process::waitFor);
    ProcessBuilder inherited = builder("inherited", INHERITED);
    add("inherited", inherited.inheritIO(), Process::waitFor);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private ProcessBuilder builder(String name, String script) {
    File out = file(name + ".out").toFile();
    File err = file(name + ".err").toFile();
    return new ProcessBuilder("sh", "-c", script).redirectOutput(out).redirectError(err);
  }

  private void add(String name, String script, Wait wait) throws IOException {
    add(name, builder(name, script), wait);
  }

  private void add(String name, ProcessBuilder builder, Wait wait) throws IOException {
    ways.add(new Way(name, builder.start(), wait));
  }

  private String result(long patience) throws Exception {
    long end = System.currentTimeMillis() + patience;
    StringBuilder said = new StringBuilder();
    for (Way way : ways) {
      way.holder.join(Math.max(1, end - System.currentTimeMillis()));
      said.append(way.name).append('=').append(way.result).append(' ');
      way.child.descendants().forEach(ProcessHandle::destroyForcibly);
      way.child.destroyForcibly();
    }
    said.append("refused.err=").append(beginsWith("refused.err", REFUSAL + "\n"));
    said.append(" appended.err=").append(beginsWith("appended.err", EARLIER + REFUSAL + "\n"));
    said.append(" merged.out=").append(beginsWith("merged.out", REFUSAL + "\n"));
    said.append(" much.out=").append(checksum("much.out"));
    said.append(" much.err=").append(checksum("much.err"));
    return said.toString();
  }

  /** The shell may add that its command was killed. */
  private boolean beginsWith(String name, String text) throws IOException {
    return Files.readString(file(name)).startsWith(text);
  }

  private String checksum(String name) throws IOException {
    CRC32 crc = new CRC32();
    byte[] all = Files.readAllBytes(file(name));
    crc.update(all);
    return all.length + "/" + Long.toHexString(crc.getValue());
  }
}

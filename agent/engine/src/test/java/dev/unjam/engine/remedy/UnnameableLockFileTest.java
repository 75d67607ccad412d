package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseNames;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.WriteFence;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.OtherLocale;
import dev.unjam.engine.lease.LockFileRemover;
import dev.unjam.engine.lease.RecoveryEntry;
import dev.unjam.engine.lease.RemoveOutcome;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.lease.TranscriptOutcome;
import dev.unjam.engine.lease.TranscriptWriter;
import dev.unjam.engine.track.Synchronizers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A lock file in a JVM whose locale has no bytes for its name. */
@EnabledOnOs(OS.LINUX)
class UnnameableLockFileTest {
  private static final String REASON =
      "lock file not removed: %s: this JVM's locale cannot write that name; start it with a UTF-8"
          + " locale, such as LC_ALL=C.UTF-8 fenced=false there=true%n";

  private static final String DONE = "1 released fenced=true there=false%n";

  @TempDir Path folder;

  @Test
  void theFileAndTheCureAreNamedAndNobodyIsKeptFromIt() throws Exception {
    Path lock = Files.createFile(named("gr\u00fc.jsonl.lock"));
    // Each of the two bytes is replaced.
    assertEquals(REASON.formatted(named("gr\ufffd\ufffd.jsonl.lock")), release("C"));
    assertTrue(Files.exists(lock));
    assertEquals(DONE.formatted(), release("C.UTF-8"), "the cure");
  }

  @Test
  void itsLineStaysOneLine() throws Exception {
    Files.createFile(named("a\u2502\nb.jsonl.lock"));
    String shown = "\"" + folder + "/a\ufffd\ufffd\ufffd\\nb.jsonl.lock\"";
    assertEquals(REASON.formatted(shown), release("C"));
    assertEquals(DONE.formatted(), release("C.UTF-8"), "the cure");
  }

  @Test
  void anOrdinaryNameIsReleasedWhateverTheLocale() throws Exception {
    Files.createFile(named("a.jsonl.lock"));
    assertEquals(DONE.formatted(), release("C"));
  }

  private Path named(String name) {
    return folder.resolve(name);
  }

  private String release(String locale) throws Exception {
    return OtherLocale.run(locale, Release.class, folder);
  }

  /** Takes the one lock file of a folder, as far as it can say which, and releases it. */
  static final class Release implements ReleaseListener {
    public static void main(String[] args) throws Exception {
      Bridge.switchTo(true);
      LeaseHooks.names(new LeaseNames(List.of("*.lock")));
      try (HostThread holder = HostThread.single("holder")) {
        // With the bytes that the file system told, which no text of this locale has.
        Path lock = only(Path.of(args[0]));
        Files.writeString(lock, "{\"pid\":" + ProcessHandle.current().pid() + "}");
        HostThread.await(holder.run(() -> LeaseHooks.created(lock)));
        ThreadRecord r = LeaseHooks.held().iterator().next().owner();
        Attempt attempt = release(r);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String why = attempt instanceof Attempt.Failed failed ? failed.why() : done(attempt);
        out.println(why + " fenced=" + (r.fence() != null) + " there=" + Files.exists(lock));
      }
    }

    private static String done(Attempt attempt) {
      return attempt instanceof Attempt.Done done ? done.what() : attempt.toString();
    }

    private static Path only(Path folder) throws IOException {
      try (Stream<Path> all = Files.list(folder)) {
        return all.filter(file -> file.toString().endsWith(".lock")).findAny().orElseThrow();
      }
    }

    private static Attempt release(ThreadRecord r) throws Exception {
      TranscriptWriter writer = new TranscriptWriter(TranscriptForm.GENERIC);
      Releases releases =
          new Releases(
              new ReleaseKinds(Synchronizers.open()),
              new LockFileRemover(),
              writer,
              new OwedEntries(writer, () -> true),
              new HooksInPlace(),
              1_000);
      Target target = new Target(r.id, List.of(r.lastSeq()), 0, null, "taken");
      RecoveryEntry entry = new RecoveryEntry("i-1", Instant.EPOCH, "taken", Map.of());
      return releases.release(target, true, true, entry, new Release(), () -> true);
    }

    @Override
    public void recovery(Path transcript, TranscriptOutcome outcome) {}

    @Override
    public void lockFile(String path, RemoveOutcome outcome) {}

    @Override
    public void noLock(long record, long holdSeq) {}

    @Override
    public void released(long record, long holdSeq) {}

    @Override
    public void fenceGone(WriteFence fence) {}

    @Override
    public void lossGone(LeaseRecord lease) {}
  }
}

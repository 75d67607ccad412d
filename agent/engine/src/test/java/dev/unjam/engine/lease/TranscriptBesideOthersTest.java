package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.KernelLocks;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the entry does to what others have written, and write at the same time. */
@Timeout(60)
class TranscriptBesideOthersTest {
  private static final String MESSAGE =
      "{\"type\":\"message\",\"id\":\"aaaa0001\",\"parentId\":null,\"message\":{\"role\":\"user\",\"content\":[]}}\n";
  private static final String OPEN_CALL =
      "{\"type\":\"message\",\"id\":\"bbbb0002\",\"parentId\":\"aaaa0001\",\"message\":{"
          + "\"role\":\"assistant\",\"content\":[{\"type\":\"toolCall\",\"id\":\"call_1\","
          + "\"name\":\"sh\",\"arguments\":{}}]}}\n";

  /** Some more than the writer's entries, and few enough to be read at once. */
  private static final int MOST_LINES = 20_000;

  private static final int ENTRIES = 200;

  @TempDir Path folder;
  private final TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);

  @Test
  void anOpenToolCallIsLeftAsItIsAndTheEntryIsNoAnswerToIt() throws Exception {
    Path transcript = Files.writeString(folder.resolve("s.jsonl"), MESSAGE + OPEN_CALL);
    assertInstanceOf(TranscriptOutcome.Written.class, writer.append(transcript, entry(1)));
    String all = Files.readString(transcript);
    assertTrue(all.startsWith(MESSAGE + OPEN_CALL), all);
    String added = all.substring((MESSAGE + OPEN_CALL).length());
    assertEquals(1, added.lines().count(), added);
    Map<String, @Nullable Object> line = JsonText.object(added.strip()).orElseThrow();
    assertEquals("bbbb0002", line.get("parentId"));
    assertEquals("custom", line.get("type"), "no model is ever shown one");
    assertNull(line.get("message"));
    assertEquals(-1, added.indexOf("call_1"));
  }

  @Test
  void whoeverAppendsAtTheSameTimeEachLineIsWhole() throws Exception {
    Path transcript = Files.writeString(folder.resolve("s.jsonl"), MESSAGE);
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    CompletableFuture<Integer> others =
        CompletableFuture.supplyAsync(
            () -> append(transcript, begun, over), t -> new Thread(t).start());
    CompletableFuture.anyOf(begun, others).join();
    for (int i = 0; i < ENTRIES; i++) {
      assertInstanceOf(TranscriptOutcome.Written.class, writer.append(transcript, entry(i)));
    }
    over.set(true);
    int count = others.join();
    List<String> lines =
        Files.readAllLines(transcript).stream().filter(line -> !line.isEmpty()).toList();
    assertTrue(lines.stream().allMatch(line -> JsonText.object(line).isPresent()));
    assertEquals(1 + ENTRIES + count, lines.size());
  }

  /** The JVM's own locks on a file go with the first channel of it that is closed. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aTranscriptThatTheHostHasLockedIsNotOpenedForAnEntryThatIsOwedNorThroughALink()
      throws Exception {
    Path transcript = Files.writeString(folder.resolve("s.jsonl"), MESSAGE);
    Path link = Files.createSymbolicLink(folder.resolve("l.jsonl"), transcript);
    try (FileChannel channel = FileChannel.open(transcript, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      for (Path path : List.of(transcript, link)) {
        TranscriptOutcome first = writer.append(path, entry(1));
        TranscriptOutcome again = writer.appendAgain(path, 0, entry(1), () -> true);
        assertEquals(first, again);
        assertInstanceOf(TranscriptOutcome.Failed.class, again);
        assertTrue(KernelLocks.now().holder(transcript).isPresent(), path + ": it was dropped");
      }
      assertTrue(lock.isValid());
    }
    assertEquals(MESSAGE, Files.readString(transcript));
    TranscriptOutcome free = writer.appendAgain(link, 0, entry(1), () -> true);
    assertEquals(new TranscriptOutcome.Written(false), free);
  }

  @Test
  void whoeverComesWhileTheEntryIsMadeHasNothingWrittenBesideHim() throws Exception {
    Path transcript = Files.writeString(folder.resolve("s.jsonl"), MESSAGE);
    AtomicBoolean came = new AtomicBoolean();
    TranscriptWriter slow = new TranscriptWriter(new Slow(came));
    assertInstanceOf(
        TranscriptOutcome.Failed.class,
        slow.appendAgain(transcript, 0, entry(1), () -> !came.get()));
    assertEquals(MESSAGE, Files.readString(transcript));
    Path missing = folder.resolve("n.jsonl");
    slow.appendAgain(missing, 0, entry(1), () -> !came.get());
    assertFalse(Files.exists(missing));
    came.set(false);
    assertEquals(
        new TranscriptOutcome.Written(false),
        slow.appendAgain(transcript, 0, entry(1), () -> true));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whetherItGoesOnIsAskedOnceMoreWhenTheTranscriptIsOpenAlready() throws Exception {
    Path transcript = Files.writeString(folder.resolve("s.jsonl"), MESSAGE).toRealPath();
    List<Boolean> open = new ArrayList<>();
    TranscriptOutcome outcome =
        writer.appendAgain(
            transcript,
            0,
            entry(1),
            () -> {
              open.add(isOpen(transcript));
              return !isOpen(transcript);
            });
    assertInstanceOf(TranscriptOutcome.Failed.class, outcome);
    assertEquals(List.of(false, true), open);
    assertEquals(MESSAGE, Files.readString(transcript));
  }

  private static boolean isOpen(Path file) {
    File[] all = Objects.requireNonNull(new File("/proc/self/fd").listFiles());
    return Stream.of(all).anyMatch(fd -> file.toString().equals(target(fd)));
  }

  private static String target(File link) {
    try {
      return Files.readSymbolicLink(link.toPath()).toString();
    } catch (IOException e) {
      return ""; // it was closed since
    }
  }

  /** While it makes the entry somebody comes. */
  private record Slow(AtomicBoolean came) implements TranscriptForm {
    @Override
    public boolean isChained() {
      return false;
    }

    @Override
    public @Nullable String header(Path transcript, RecoveryEntry entry) {
      return null;
    }

    @Override
    public String line(Path transcript, RecoveryEntry entry, @Nullable String parent) {
      came.set(true);
      return GENERIC.line(transcript, entry, parent);
    }

    @Override
    public boolean tells(Map<String, @Nullable Object> object, String incident) {
      return GENERIC.tells(object, incident);
    }
  }

  private static int append(Path transcript, CompletableFuture<Boolean> begun, AtomicBoolean over) {
    int count = 0;
    try (FileChannel channel = FileChannel.open(transcript, StandardOpenOption.APPEND)) {
      while (count < MOST_LINES && !over.get()) {
        channel.write(ByteBuffer.wrap(MESSAGE.getBytes(StandardCharsets.UTF_8)));
        count++;
        begun.complete(true);
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecoveryEntry entry(int number) {
    return new RecoveryEntry("i-" + number, Instant.EPOCH, "told", Map.of());
  }
}

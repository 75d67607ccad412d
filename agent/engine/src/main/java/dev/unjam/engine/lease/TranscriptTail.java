package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a transcript says.
 *
 * @param size how large it is
 * @param empty whether there is nothing in it
 * @param torn whether its last line was never ended
 * @param lastId the id of its last entry, or null where there is none yet
 * @param whole whether this was read back to the beginning, or to an entry to chain to
 * @param lines its last lines, the newest first
 */
record TranscriptTail(
    long size,
    boolean empty,
    boolean torn,
    @Nullable String lastId,
    boolean whole,
    List<String> lines) {
  static final TranscriptTail EMPTY = new TranscriptTail(0, true, false, null, true, List.of());

  private static final int FIRST_WINDOW = 256 * 1024;
  private static final int LAST_WINDOW = 32 * 1024 * 1024;

  /** Reads backwards, further and further, until an entry to chain to is found. */
  static TranscriptTail read(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size == 0) {
      return EMPTY;
    }
    TranscriptTail tail = read(channel, size, FIRST_WINDOW);
    for (int window = FIRST_WINDOW * 4; !tail.whole() && window <= LAST_WINDOW; window *= 4) {
      tail = read(channel, size, window);
    }
    return tail;
  }

  /**
   * Says whether lines are there, and none of them is a JSON object: it is no transcript of ours to
   * write to. One that was torn in its first line may be one.
   */
  boolean isOfAnotherForm() {
    List<String> ended = lines.isEmpty() ? lines : lines.subList(1, lines.size());
    return lastId == null
        && ended.stream().anyMatch(line -> !line.isBlank())
        && ended.stream().allMatch(line -> JsonText.object(line.strip()).isEmpty());
  }

  /** Says whether a whole entry of this incident is among the last lines. */
  boolean tells(TranscriptForm form, String incident) {
    return lines.stream()
        .filter(line -> line.contains(incident))
        .map(JsonText::object)
        .flatMap(Optional::stream)
        .anyMatch(entry -> form.tells(entry, incident));
  }

  private static TranscriptTail read(FileChannel channel, long size, int window)
      throws IOException {
    int length = (int) Math.min(size, window);
    byte[] bytes = bytes(channel, size - length, length);
    boolean torn = bytes.length > 0 && bytes[bytes.length - 1] != '\n';
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean all = length == size;
    List<String> lines = Arrays.asList(text.split("\n", -1));
    List<String> known = all || lines.isEmpty() ? lines : lines.subList(1, lines.size());
    Collections.reverse(known);
    String lastId = lastId(known);
    return new TranscriptTail(size, false, torn, lastId, all || lastId != null, known);
  }

  private static byte[] bytes(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    int got = 0;
    while (buffer.hasRemaining() && got >= 0) {
      got = channel.read(buffer, from + buffer.position());
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static @Nullable String lastId(List<String> newestFirst) {
    for (String line : newestFirst) {
      Map<String, @Nullable Object> entry = JsonText.object(line.strip()).orElse(Map.of());
      if (!"session".equals(entry.get("type")) && entry.get("id") instanceof String id) {
        return id;
      }
    }
    return null;
  }
}

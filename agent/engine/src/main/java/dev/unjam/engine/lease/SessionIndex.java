package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads which sessions a gateway believes to have, from the {@code sessions.json} of a folder: one
 * object that has for each session's key an object with its {@code sessionId}.
 *
 * <p>A session without an id has not begun, and has no transcript yet. Whatever else is there is of
 * a form that we do not know, and of that nobody may say that nothing is missing.
 */
final class SessionIndex {
  private static final String EXPECTED =
      "; expected one JSON object of the form {\"KEY\":{\"sessionId\":\"ID\"}, …}, so it is not"
          + " known whether a transcript is missing";

  private final Path folder;
  private final Map<Path, String> missing = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private boolean whole = true;

  private SessionIndex(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads it; where there is none nothing is missing.
   *
   * @throws IOException where it cannot be read
   */
  static SessionIndex of(Path folder) throws IOException {
    SessionIndex index = new SessionIndex(folder);
    Path file = folder.resolve(SessionFolder.INDEX);
    if (!Files.notExists(file)) {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // To open a pipe would wait for whoever writes to it.
        throw new IOException(
            Files.isDirectory(file) ? "it is a folder" : "it is not a regular file");
      }
      String found = index.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      if (found != null) {
        index.whole = false;
        index.problems.add(
            CleanText.word(file.toString())
                + ": not of a form that is known: found "
                + found
                + EXPECTED);
      }
    }
    return index;
  }

  /** The transcripts that are named there and are not there, each with its session's key. */
  Map<Path, String> missing() {
    return missing;
  }

  /** The names that transcripts have in this folder, as far as they are said there. */
  Set<String> names() {
    return names;
  }

  /** Whether all that is there was understood, so that no transcript but these is named there. */
  boolean isWhole() {
    return whole;
  }

  /** What could not be understood or is not as it should be, each with the file. */
  List<String> problems() {
    return problems;
  }

  /** Returns what was found that is of no known form, or null. */
  private @Nullable String read(String text) {
    String plain = (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
    Map<String, @Nullable Object> sessions = JsonText.object(plain).orElse(null);
    if (sessions == null) {
      return whole(plain);
    }
    String odd = null;
    int oddOnes = 0;
    boolean known = sessions.isEmpty();
    for (Map.Entry<String, @Nullable Object> each : sessions.entrySet()) {
      Map<?, ?> session = each.getValue() instanceof Map<?, ?> fields ? fields : null;
      Object id = session == null ? null : session.get("sessionId");
      if (session == null || !(id == null || id instanceof String)) {
        String what = session == null ? kind(each.getValue()) : kind(id) + " as the sessionId";
        odd = odd == null ? what + " under \"" + CleanText.line(each.getKey(), 80) + "\"" : odd;
        oddOnes++;
      } else if (id != null) {
        known = true;
        look(each.getKey(), session, (String) id);
      } else {
        known = known || !hasIdOfItsOwn(session);
      }
    }
    if (odd == null) {
      return known ? null : "an object in which nothing has a sessionId";
    }
    return oddOnes == 1 ? odd : odd + " and the like under " + (oddOnes - 1) + " more";
  }

  /** Whether it names itself in another way, or has what does: one that has not begun does not. */
  private static boolean hasIdOfItsOwn(Map<?, ?> session) {
    return session.entrySet().stream()
        .anyMatch(
            each ->
                String.valueOf(each.getKey()).toLowerCase(Locale.ROOT).endsWith("id")
                    || (each.getValue() instanceof Map<?, ?> inner && hasIdOfItsOwn(inner)));
  }

  private static String whole(String text) {
    if (text.isEmpty()) {
      return "an empty file";
    }
    return switch (text.charAt(0)) {
      case '[' -> "what begins like a list";
      case '{' -> "an object that is broken, cut short or not alone";
      default -> "no JSON object";
    };
  }

  private static String kind(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Map<?, ?>) {
      return "an object";
    }
    if (value instanceof Iterable<?>) {
      return "a list";
    }
    return value instanceof String ? "text" : "a number or a boolean";
  }

  private void look(String key, Map<?, ?> session, String id) {
    if (id.isBlank()) {
      return;
    }
    try {
      String file = session.get("sessionFile") instanceof String named ? named : id + ".jsonl";
      Path transcript = folder.resolve(file);
      names.add(String.valueOf(transcript.getFileName()));
      if (!Files.isRegularFile(transcript) && !Files.isRegularFile(sameNameHere(transcript))) {
        lookTwice(key, transcript);
      }
    } catch (InvalidPathException e) {
      missing.put(folder.resolve("(a name that no file can have)"), key);
    }
  }

  /** What may not be looked at is not missing. */
  private void lookTwice(String key, Path transcript) {
    Path here = sameNameHere(transcript);
    if (Files.notExists(transcript) && Files.notExists(here)) {
      missing.put(transcript, key);
      return;
    }
    Path there = Files.exists(transcript) ? transcript : here;
    if (Files.exists(there)) {
      problems.add(
          CleanText.word(there.toString())
              + ": found "
              + (Files.isDirectory(there) ? "a folder" : "no regular file")
              + " where the transcript of session "
              + CleanText.line(key, 80)
              + " was expected");
    }
  }

  /** An absolute path in the index is the gateway's: in a container the folder may be elsewhere. */
  private Path sameNameHere(Path transcript) {
    Path name = transcript.getFileName();
    return name == null ? transcript : folder.resolve(name.toString());
  }
}

package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads which sessions a gateway believes to have, from the {@code sessions.json} of a folder. */
final class SessionIndex {
  private SessionIndex() {}

  /**
   * Returns the transcripts that are named there and are not there, each with its session's key.
   *
   * @throws IOException where the index cannot be read, or is none
   */
  static Map<Path, String> missingTranscripts(Path folder) throws IOException {
    Path index = folder.resolve(SessionFolder.INDEX);
    if (Files.notExists(index)) {
      return Map.of();
    }
    String text = new String(Files.readAllBytes(index), StandardCharsets.UTF_8);
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    Map<String, @Nullable Object> sessions =
        JsonText.object(plain.strip())
            .orElseThrow(() -> new IOException("it is not one JSON object of sessions"));
    Map<Path, String> missing = new LinkedHashMap<>();
    sessions.forEach((key, session) -> addIfMissing(folder, key, session, missing));
    return missing;
  }

  private static void addIfMissing(
      Path folder, String key, @Nullable Object session, Map<Path, String> missing) {
    if (!(session instanceof Map<?, ?> fields)
        || !(fields.get("sessionId") instanceof String id)
        || id.isBlank()) {
      return;
    }
    try {
      String file = fields.get("sessionFile") instanceof String named ? named : id + ".jsonl";
      Path transcript = folder.resolve(file);
      if (Files.notExists(transcript) && Files.notExists(sameNameHere(folder, transcript))) {
        missing.put(transcript, key);
      }
    } catch (InvalidPathException e) {
      missing.put(folder.resolve("(a name that no file can have)"), key);
    }
  }

  /** An absolute path in the index is the gateway's: in a container the folder may be elsewhere. */
  private static Path sameNameHere(Path folder, Path transcript) {
    Path name = transcript.getFileName();
    return name == null ? transcript : folder.resolve(name.toString());
  }
}

package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at transcripts, live ones and those that a {@code /reset} has put away. */
final class Transcripts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Transcripts() {}

  /** Every line is JSON, and nobody has said nothing. */
  static void assertWhole(Path transcript) throws IOException {
    if (transcript.toString().endsWith(".lock")) {
      return;
    }
    for (String line : Files.readAllLines(transcript)) {
      JsonNode message = JSON.readTree(line).path("message");
      boolean empty =
          message.path("role").asText().equals("assistant")
              && message.path("content").path(0).path("text").asText().isBlank();
      assertFalse(empty, () -> "an empty entry in " + transcript + ": " + line);
    }
  }
}

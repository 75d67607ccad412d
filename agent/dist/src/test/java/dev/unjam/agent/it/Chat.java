package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import samplehost.harness.Reply;
import samplehost.harness.Rig;

/** One user's chat with a gateway. */
record Chat(Rig rig, String channel, String name) {
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  void say(String text) throws Exception {
    assertEquals(202, rig.post(channel, name, text));
  }

  /** The first text after that number of texts. */
  String hear(long after) throws Exception {
    return rig.awaitReply(channel, name, after, DEADLINE).text();
  }

  /** All texts until now. */
  List<String> heard() throws Exception {
    return rig.replies(channel, name, 0).stream().map(Reply::text).toList();
  }

  /** How the gateway is to ask for this chat; the first text that the user hears. */
  void choose(String runtime) throws Exception {
    say("/runtime " + runtime);
    assertEquals("runtime " + runtime, hear(0));
    awaitLocked(false);
  }

  void awaitLocked(boolean locked) throws Exception {
    rig.awaitLocked(channel, name, locked, DEADLINE);
  }

  /** Says it, and waits until that has locked the session. */
  void getStuck(String text) throws Exception {
    say(text);
    awaitLocked(true);
  }

  boolean isLocked() throws Exception {
    return Files.exists(lockFile());
  }

  Path lockFile() throws Exception {
    return rig.lockFile(channel, name);
  }

  /** The requests that came to the provider for this chat. */
  int requests() throws Exception {
    return rig.providerRequests().of(channel, name);
  }

  /**
   * The error entry of the transcript, if there is one; fails unless every line is valid JSON and
   * names the one before it.
   */
  Optional<JsonNode> errorEntry() throws Exception {
    List<JsonNode> lines = rig.transcript(channel, name);
    assertEquals("session", lines.get(0).path("type").asText());
    JsonNode parent = null;
    for (JsonNode line : lines.subList(1, lines.size())) {
      assertEquals(
          parent == null ? null : parent.path("id").textValue(),
          line.path("parentId").textValue(),
          () -> "broken chain: " + lines);
      parent = line;
    }
    return lines.stream()
        .filter(line -> line.path("customType").asText().equals("openclaw:prompt-error"))
        .findFirst();
  }

  @Override
  public String toString() {
    return channel + "/" + name;
  }
}

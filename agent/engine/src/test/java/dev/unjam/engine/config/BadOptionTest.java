package dev.unjam.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadOptionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "treshold, threshold",
    "Mode, mode",
    "silence.heads, silence.head",
    "log_json, log.json",
    "metricsport, metrics.port",
    "lease.redis.typ, lease.redis.type",
    "patients, patience"
  })
  void anUnknownKeyIsAnsweredWithTheNearestOne(String wrong, String right) {
    String message = messageOf(wrong + "=30s");
    assertEquals(
        wrong + "=\"30s\" from the agent arguments: unknown key; the nearest valid key is " + right,
        message);
  }

  @Test
  void aSystemPropertyIsNamedAsItWasWritten() {
    Properties system = new Properties();
    system.setProperty("unjam.threshold", "thirty");
    assertEquals(
        "threshold=\"thirty\" from the system property unjam.threshold: must be a whole number"
            + " with ms, s, m or h, such as 250ms, 30s, 2m or 1h",
        messageOf(null, system, Map.of()));
  }

  @Test
  void anUnknownVariableIsNamedAsItWasWritten() {
    assertEquals(
        "UNJAM_TRESHOLD=\"30s\" from the environment UNJAM_TRESHOLD: unknown key;"
            + " the nearest valid key is threshold (UNJAM_THRESHOLD)",
        messageOf(null, new Properties(), Map.of("UNJAM_TRESHOLD", "30s")));
  }

  @Test
  void anErrorInTheFileNamesItsLine() throws Exception {
    Path file = folder.resolve("unjam.properties");
    Files.writeString(file, "# one\nsessions=/a,\\\n  /b\nrelease=some\n");
    assertEquals(
        "release=\"some\" from file \"" + file + "\" line 4: must be one of none, leases, all",
        messageOf("config=" + file));
  }

  @Test
  void aBrokenEscapeInTheFileNamesItsLine() throws Exception {
    Path file = folder.resolve("unjam.properties");
    Files.writeString(file, "mode=act\nlog=\\u12\n");
    assertTrue(messageOf("config=" + file).startsWith("file \"" + file + "\" line 2: "));
  }

  @Test
  void aFileThatIsMissingOrAFolderOrNamesAnotherIsAnError() throws Exception {
    assertTrue(messageOf("config=/no/such/file").contains("config=\"/no/such/file\""));
    assertTrue(messageOf("config=" + folder).contains("not a regular file"));
    Path file = Files.writeString(folder.resolve("a"), "config=b\n");
    assertTrue(messageOf("config=" + file).contains("line 1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "threshold=0s",
        "threshold=-1s",
        "threshold=30",
        "threshold=1.5s",
        "threshold=",
        "threshold=169h",
        "threshold=99999999999999999999ms",
        "scan=1ms",
        "scan=2m",
        "mode=acting",
        "mode=act,observe",
        "release=",
        "sweep=yes",
        "refusals=/no/such/file.rules",
        "transcript=json",
        "transcript=template",
        "transcript=file:",
        "transcript=file:/no/such/template.json",
        "jmx=maybe",
        "metrics.port=65536",
        "metrics.port=x",
        "metrics.port=-1",
        "lockfiles=*",
        "lockfiles=/tmp/*.lock",
        "lockfiles=*.jsonl",
        "lockfiles=*.lock,main.jsonl",
        "lockfiles=*.jso*",
        "lockfiles=?.jsonl",
        "lockfiles=sess*.json",
        "lockfiles=**",
        "lockfiles=[ab].lck",
        "lockfiles=*.lock,*.{lck}",
        "sessions=",
        "sessions=,/a",
        "log=",
        "webhook=ftp://x/",
        "webhook=hooks.example",
        "lease.a.type=com.example.A",
        "lease.a.type=com.example.A,lease.a.acquire=lock(),lease.a.release=unlock",
        "lease.a.type=com..A,lease.a.acquire=lock,lease.a.release=unlock",
        "lease.a.type=com.example.A,,lease.a.acquire=lock,lease.a.release=unlock",
        "observe",
        "=x"
      })
  void aBadValueIsRefused(String agentArgs) {
    String message = messageOf(agentArgs);
    assertTrue(message.contains(" from the agent arguments: "), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "threshold=3s,,mode=act",
        "threshold=3s, ,mode=act",
        "threshold=3s,",
        ",threshold=3s",
        ",",
        "lockfiles=*.lck,,mode=act",
        "sessions=/a,"
      })
  void anEmptyPieceIsASlipThatIsSaid(String agentArgs) {
    String message = messageOf(agentArgs);
    assertTrue(message.contains(" from the agent arguments: "), message);
    assertTrue(message.endsWith("; take one comma out") || message.contains("empty"), message);
  }

  @Test
  void anEmptyPieceIsToldWithTheKeyBeforeIt() {
    assertEquals(
        "\"\" from the agent arguments: not of the form key=value, and threshold before it takes no"
            + " list; take one comma out",
        messageOf("threshold=3s,,mode=act"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webhook=s3cret",
        "webhok=https://hooks.example/s3cret",
        "hook=https://hooks.example/s3cret",
        "webhook=https://hooks.example/?a,b=s3cret"
      })
  void aWebhookIsNeverPrintedHoweverItIsMisspelt(String agentArgs) {
    String message = messageOf(agentArgs);
    assertFalse(message.contains("s3cret"), message);
    assertTrue(message.contains("(not shown)"), message);
  }

  @Test
  void aValueCannotBreakTheLine() {
    String message = messageOf("mode=a\n\u001b[31mERROR \u202e\"" + "x".repeat(500));
    assertTrue(message.startsWith("mode=\"a\\u000a\\u001b[31mERROR \\u202e\\\"xxx"), message);
    assertTrue(message.contains("xx…\" from the agent arguments: must be one of"), message);
  }

  private static String messageOf(@Nullable String agentArgs) {
    return messageOf(agentArgs, new Properties(), Map.of());
  }

  private static String messageOf(
      @Nullable String agentArgs, Properties system, Map<String, String> environment) {
    BadOptionException bad =
        assertThrows(BadOptionException.class, () -> Options.parse(agentArgs, system, environment));
    return String.valueOf(bad.getMessage());
  }
}

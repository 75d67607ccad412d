package dev.unjam.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesVerbsTest {
  @TempDir Path folder;

  @Test
  void aFolderWithoutLocksIsHealthy() {
    Ran ran = Ran.with("doctor", folder);
    assertEquals(0, ran.status(), ran.err());
    Ran json = Ran.with("doctor", "--json", folder);
    assertEquals(0, json.status(), json.err());
    assertTrue(json.out().startsWith("{\"schema\":1,\"locks\":[]"), json.out());
  }

  @Test
  void aDoctorThatIsMisusedFailsAsADoctor() {
    Ran ran = Ran.with("doctor");
    assertEquals(4, ran.status());
    assertTrue(ran.err().contains("DIR"), ran.err());
    assertEquals(4, Ran.with("doctor", "--fixx", folder).status());
  }

  @Test
  void lockFilesOfOtherNamesAreLookedForWhereTheDoctorIsToldTheNames() throws Exception {
    Files.writeString(folder.resolve("s.jsonl"), "{}\n");
    Path lock = Files.writeString(folder.resolve("s.lck"), "{\"pid\":" + dead() + "}");
    assertEquals(0, Ran.with("doctor", folder).status(), "it is no lock by the names that count");
    Ran ran = Ran.with("doctor", "--lockfiles", "*.pid,*.lck", folder);
    assertEquals(1, ran.status(), ran.err());
    assertTrue(ran.out().startsWith(lock + " pid="), ran.out());
    assertEquals(2, Ran.with("doctor", "--fix", "--lockfiles=*.lck", folder).status());
    assertFalse(Files.exists(lock));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* | must be file names such as *.jsonl.lock: no path, and not * alone",
        "/tmp/*.lock | must be file names such as *.jsonl.lock: no path, and not * alone",
        "*.lock,,a | must be one file name such as *.lck, or several with commas between and none empty",
        "'' | must be one file name such as *.lck, or several with commas between and none empty",
        "*.jsonl | must be names of lock files alone, such as *.jsonl.lock: \"*.jsonl\" would take a"
            + " transcript (x.jsonl) for one",
        "*.lck,sessions.* | must be names of lock files alone, such as *.jsonl.lock: \"sessions.*\""
            + " would take the index sessions.json for one",
        "[ab].lck | must be file names in which only * and ? stand for others, such as *.jsonl.lock;"
            + " give several with commas in place of \"[ab].lck\"",
        "none | must be one file name such as *.lck, or several with commas between and none empty"
      })
  void namesThatCannotBeUsedAreOneSentenceThatSaysWhatWouldBeRight(String names, String right) {
    Ran ran = Ran.with("doctor", "--lockfiles", names, folder);
    assertEquals(4, ran.status());
    String said = "unjam: lockfiles=\"" + names + "\" from --lockfiles: " + right;
    assertEquals(said, ran.err().strip());
  }

  @Test
  void theUsageIsWhatCanBeTypedAndNamesEachStatusOfTheContract() {
    String usage = Ran.with("doctor", "--help").out();
    assertTrue(usage.startsWith("Usage: java -jar unjam.jar doctor ["), usage);
    for (int status = 0; status <= 4; status++) {
      assertTrue(usage.contains("\n  " + status + "   "), usage);
    }
    assertTrue(usage.contains("sessions.json could not be"), usage);
    assertTrue(
        Ran.with("doctor").err().contains("Try: java -jar unjam.jar doctor --help"),
        () -> Ran.with("doctor").err());
  }

  @Test
  void anExchangeIsClassified() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("exchanges.jsonl"),
            "{\"id\":\"1\",\"transport\":\"http\",\"status\":200,\"headers\":{},\"body\":\"{}\"}\n");
    Ran ran = Ran.with("classify", file);
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("\"id\":\"1\""), ran.out());
    assertTrue(ran.out().contains("\"class\":\"none\""), ran.out());
  }

  @Test
  void rulesOfTheUsersDecideBeforeTheBuiltInOnes() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("exchanges.jsonl"),
            "{\"id\":\"1\",\"transport\":\"http\",\"status\":429,\"headers\":{},\"body\":\"moon phase\"}\n");
    Path rules =
        Files.writeString(
            folder.resolve("my.rules"),
            "[acme.moon]\nclass = quota\nsource = acme support\nwords = moon phase\n");
    assertTrue(Ran.with("classify", file).out().contains("\"class\":\"rate_limit\""));
    Ran ran = Ran.with("classify", "--refusals", rules, file);
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("\"class\":\"quota\""), ran.out());
  }

  @Test
  void rulesOfTheUsersTellWhatALineOfAChildIs() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("exchanges.jsonl"),
            "{\"id\":\"1\",\"transport\":\"stdio\",\"headers\":{},\"body\":\"Error: the moon is full\\n\"}\n");
    Path rules =
        Files.writeString(
            folder.resolve("my.rules"),
            """
            [moon]
            class = quota
            source = acme
            words = moon is full
            [moon-line]
            says = refusal
            source = acme
            words = moon is full
            """);
    assertTrue(Ran.with("classify", file).out().contains("\"class\":\"none\""));
    Ran ran = Ran.with("classify", "--refusals", rules, file);
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("\"class\":\"quota\""), ran.out());
    Files.writeString(rules, "[moon-line]\nsays = refuse\n");
    Ran bad = Ran.with("classify", "--refusals", rules, file);
    assertEquals(4, bad.status());
    assertTrue(
        bad.err().contains("my.rules line 2: says = \"refuse\" cannot be used; one of refusal"),
        bad.err());
  }

  @Test
  void rulesThatCannotBeUsedAreOneSentenceWithFileAndLine() throws Exception {
    Path rules = Files.writeString(folder.resolve("my.rules"), "[a]\nclass = qouta\n");
    Ran ran = Ran.with("classify", "--refusals", rules, folder.resolve("x.jsonl"));
    assertEquals(4, ran.status());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().contains("my.rules line 2: class = \"qouta\""), ran.err());
    assertTrue(ran.err().contains("one of quota, billing, rate_limit, overloaded"), ran.err());
  }

  @Test
  void exchangesThatAreMissingAreOneSentence() {
    Ran ran = Ran.with("classify", folder.resolve("none.jsonl"));
    assertEquals(4, ran.status());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().contains("none.jsonl"), ran.err());
  }

  private static long dead() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }
}

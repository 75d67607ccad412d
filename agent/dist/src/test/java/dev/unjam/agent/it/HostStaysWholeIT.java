package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with the agent, its options or its place: the host runs. */
class HostStaysWholeIT {
  @TempDir Path folder;
  private HostProgram host;

  @BeforeEach
  void compile() throws IOException {
    host = HostProgram.of(folder, "Plain");
  }

  @Test
  void aHostThatEndsAtOnceIsTheSameToTheByte() throws IOException {
    assertEquals(host.run(), host.run(Packaged.agent("")));
    assertEquals(host.run("-Xshare:off"), host.run("-Xshare:off", Packaged.agent("")));
    assertEquals(host.run("-Xshare:on"), host.run("-Xshare:on", Packaged.agent("")));
  }

  @Test
  void anUnknownKeyIsNamedWithItsValueItsSourceAndTheNearestKey() throws IOException {
    assertSays(host.run(Packaged.agent("treshold=3s")), "treshold", "3s", "agent arg", "threshold");
    assertSays(
        host.run("-Dunjam.treshold=3s", Packaged.agent("")),
        "3s",
        "system property unjam.treshold",
        "threshold");
    assertSays(
        host.run(folder, Map.of("UNJAM_TRESHOLD", "3s"), List.of(Packaged.agent("")), List.of()),
        "3s",
        "environment UNJAM_TRESHOLD",
        "UNJAM_THRESHOLD");
    Path config = Files.writeString(folder.resolve("unjam.properties"), "treshold=3s\n");
    assertSays(host.run(Packaged.agent("config=" + config)), "3s", config.toString(), "threshold");
  }

  @Test
  void aBadValueIsNamedWithItsKeyAndItsSource() throws IOException {
    assertSays(host.run(Packaged.agent("threshold=soon")), "threshold", "soon", "agent arguments");
    assertSays(
        host.run("-Dunjam.mode=panic", Packaged.agent("")),
        "panic",
        "system property unjam.mode",
        "observe");
    assertSays(
        host.run(folder, Map.of("UNJAM_GRACE", "-1s"), List.of(Packaged.agent("")), List.of()),
        "-1s",
        "environment UNJAM_GRACE");
    Path config = Files.writeString(folder.resolve("unjam.properties"), "scan=1\n");
    assertSays(host.run(Packaged.agent("config=" + config)), "scan", config.toString());
    Path missing = folder.resolve("missing.properties");
    assertSays(host.run(Packaged.agent("config=" + missing)), missing.toString());
  }

  @Test
  void aBadRuleIsNamedWithItsFileItsLineAndWhatIsRight() throws IOException {
    Path rules = Files.writeString(folder.resolve("my.rules"), "[a]\nclass = qouta\n");
    assertSays(
        host.run(Packaged.agent("refusals=" + rules)),
        rules + " line 2",
        "qouta",
        "one of quota, billing, rate_limit, overloaded, none");
    Path missing = folder.resolve("missing.rules");
    assertSays(host.run(Packaged.agent("refusals=" + missing)), "refusals", missing.toString());
  }

  @Test
  void theSameAgentTwiceIsSaidOnceAndRunsOnce() throws IOException {
    Ended twice = host.run(Packaged.agent(""), Packaged.agent(""));
    assertSays(twice, "already");
  }

  @Test
  void theJarRunsUnderAnyNameFromAnyFolder() throws IOException {
    Path strange = Files.createDirectories(folder.resolve("ein Ordner + 100% ünïcode 配额"));
    Path jar = Files.copy(Packaged.jar(), strange.resolve("renamed agent#1.jar"));
    Ended bare = host.run("-Dsun.jnu.encoding=UTF-8");
    assertEquals(bare, host.run("-Dsun.jnu.encoding=UTF-8", Packaged.agent(jar, "")));
  }

  @Test
  void aMissingOptionValueAndAnEmptyStringAreNoReasonToFail() throws IOException {
    assertEquals(host.run(), host.run("-javaagent:" + Packaged.jar() + "="));
    assertSays(host.run(Packaged.agent("threshold")), "threshold", "key=value");
  }

  private void assertSays(Ended ended, String... words) throws IOException {
    List<String> ours = ended.ours();
    assertEquals(1, ours.size(), ended::toString);
    for (String word : words) {
      assertTrue(ours.get(0).contains(word), () -> word + " is not in: " + ours.get(0));
    }
    assertFalse(ended.err().contains("\tat "), "a stack trace says nothing to an operator");
    Ended bare = host.run();
    String rest = ended.err().replace(ours.get(0) + System.lineSeparator(), "");
    assertEquals(bare, new Ended(ended.status(), ended.out(), rest));
  }
}

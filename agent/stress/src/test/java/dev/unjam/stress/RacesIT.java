package dev.unjam.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/** Runs every race of this module and judges what was seen. */
class RacesIT {
  private static final String UNDER_THE_AGENT = "dev.unjam.stress.";
  private static final String THE_BRIDGE = "dev.unjam.bridge.";

  @TestFactory
  Stream<DynamicTest> underTheAgent() throws Exception {
    String agent = Path.of(System.getProperty("unjam.it.jar")).toRealPath().toString();
    return judged(
        UNDER_THE_AGENT,
        List.of(
            "-javaagent:" + agent + "=mode=observe",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED"));
  }

  /**
   * The registry from within, where no hook of the agent's is needed: the bridge's own classes, but
   * from the class path, for those in the bootstrap loader are of another package at run time.
   */
  @TestFactory
  Stream<DynamicTest> theBridgeAlone() throws Exception {
    return judged(THE_BRIDGE, List.of("-Xshare:auto"));
  }

  private static Stream<DynamicTest> judged(String prefix, List<String> jvmArguments)
      throws Exception {
    Collection<TestResult> results =
        new StressRun(prefix + "races", "^" + prefix, each(), jvmArguments).run();
    return TestList.tests().stream()
        .filter(race -> race.startsWith(prefix))
        .sorted()
        .map(
            race ->
                DynamicTest.dynamicTest(
                    race, () -> assertEquals(List.of(), Verdict.on(race, results))));
  }

  private static Duration each() {
    return Duration.parse("PT" + System.getProperty("unjam.stress").toUpperCase(Locale.ROOT));
  }
}

package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A template that cannot be used is said before the host begins, and the host runs all the same.
 */
@Timeout(60)
class TemplateIT {
  @TempDir Path folder;

  @Test
  void aBadTemplateIsSaidWithKeyValueSourceAndWhatWouldBeRight() throws Exception {
    Path template = Files.writeString(folder.resolve("t.json"), "{\"a\":\"${incident} \"}");
    HostProgram program = HostProgram.of(folder, "Plain");
    Ended ended = program.run("-Dunjam.transcript=file:" + template, Packaged.agent(""));
    List<String> ours = ended.err().lines().filter(line -> line.startsWith("unjam:")).toList();
    assertEquals(
        List.of(
            "unjam: not started, the host runs without it: transcript=\"file:"
                + template
                + "\" from the system property unjam.transcript: the template needs a value in"
                + " its entry that is exactly \"${incident}\", by which the entry is found again"
                + " and written once"),
        ours);
    assertEquals(program.run().status(), ended.status());
  }
}

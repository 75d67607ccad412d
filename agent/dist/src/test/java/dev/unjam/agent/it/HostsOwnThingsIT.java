package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host has of its own, the agent leaves alone. */
class HostsOwnThingsIT {
  /** The thread that runs when the agent has started: what a host program waits for. */
  private static final String STARTED = "unjam-watchdog";

  @TempDir Path folder;

  @Test
  void aSilentHostStaysSilent() throws IOException {
    HostProgram silent = HostProgram.of(folder, "Silent");
    assertEquals(new Ended(0, "", ""), silent.runWith(STARTED, Packaged.agent("")));
    assertEquals(new Ended(0, "", ""), silent.runWith(STARTED, "-Xshare:auto", Packaged.agent("")));
    assertEquals(new Ended(0, "", ""), silent.runWith(STARTED, "-Xshare:on", Packaged.agent("")));
  }

  @Test
  void aHostUsesItsOwnByteBuddyAndJnaAndJacksonInOtherVersions() throws IOException {
    Path[] libraries = {
      Packaged.library("byte-buddy"), Packaged.library("jna"), Packaged.library("jackson-core")
    };
    HostProgram host = HostProgram.of(folder, "OwnLibraries", libraries);
    Ended bare = host.run();
    assertEquals(0, bare.status(), bare::toString);
    Ended with = host.runWith(STARTED, Packaged.agent(""));
    assertEquals(bare, with);
    for (Path library : libraries) {
      assertTrue(Files.exists(library));
    }
    assertTrue(with.out().contains("5.14.0"), with.out());
  }

  @Test
  void aHostsOwnLogManagerIsTheOne() throws IOException {
    HostProgram host = HostProgram.of(folder, "OwnLogManager");
    Ended ended =
        host.runWith(
            STARTED, "-Djava.util.logging.manager=OwnLogManager", Packaged.agent("jmx=on,jfr=on"));
    assertEquals(new Ended(0, "OwnLogManager" + System.lineSeparator(), ""), ended);
  }

  @Test
  void aHostsOwnFileSystemProviderIsTheOne() throws IOException {
    HostProgram host = HostProgram.of(folder, "OwnFileSystem");
    String own = "-Djava.nio.file.spi.DefaultFileSystemProvider=OwnFileSystem";
    Ended bare = host.run(own);
    assertEquals(0, bare.status(), bare::toString);
    assertEquals(bare, host.runWith(STARTED, own, Packaged.agent("")));
  }

  @Test
  void anUnwritableLogIsSaidInOneLineForEach() throws IOException {
    HostProgram host = HostProgram.of(folder, "Silent");
    Path file = Files.writeString(folder.resolve("file"), "");
    Ended ended =
        host.runWith(STARTED, Packaged.agent("log=" + file + "/unjam.log,log.json=unjam.jsonl"));
    assertEquals(0, ended.status(), ended::toString);
    assertEquals("", ended.out());
    assertEquals(1, ended.err().lines().count(), ended::toString);
    assertTrue(ended.ours().get(0).contains(file + "/unjam.log"), ended::toString);
  }

  @Test
  void aHostRunsInAFolderThatCannotBeWrittenByAnybody() throws IOException {
    HostProgram host = HostProgram.of(folder, "Silent");
    Ended ended =
        host.run(Path.of("/proc"), Map.of(), List.of(Packaged.agent("")), List.of(STARTED));
    assertEquals(0, ended.status(), ended::toString);
    assertEquals("", ended.out());
    assertEquals(2, ended.err().lines().count(), ended::toString);
    assertTrue(ended.ours().stream().allMatch(line -> line.contains("unjam-")), ended::toString);
  }
}

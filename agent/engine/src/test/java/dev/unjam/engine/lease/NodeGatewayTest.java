package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.unjam.engine.os.Children;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a gateway that is no JVM at all, reached through a link. */
class NodeGatewayTest {
  /** Locks as the gateways in the field do: made exclusively, then written, kept open. */
  private static final String GATEWAY =
      """
      const fs = require('fs');
      const dir = process.argv[1];
      let start = null;
      try {
        const stat = fs.readFileSync('/proc/self/stat', 'utf8');
        start = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
      } catch {}
      fs.writeFileSync(dir + '/s.jsonl', '{"type":"session"}\\n');
      const lock = fs.openSync(dir + '/s.jsonl.lock', 'wx');
      const payload = { pid: process.pid, createdAt: new Date().toISOString(), turn: { n: 7 } };
      if (start !== null) payload.starttime = start;
      fs.writeSync(lock, JSON.stringify(payload, null, 2));
      console.log('locked');
      setInterval(() => {}, 60000);
      """;

  @TempDir Path folder;
  private final Children children = new Children();
  private final StringWriter out = new StringWriter();

  @BeforeEach
  void needsNode() throws InterruptedException {
    boolean there;
    try {
      there = new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(there, "there is no node here");
  }

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void itsLockIsLiveWhileItRunsAndStaleWhenItWasKilled() throws Exception {
    Path sessions = Files.createDirectory(folder.resolve("sessions"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), sessions);
    Process gateway = children.start("node", "-e", GATEWAY, sessions.toString());
    assertEquals("locked", gateway.inputReader().readLine());
    assertEquals(0, doctor(link, true), out.toString());
    String live = link.resolve("s.jsonl.lock") + " pid=" + gateway.pid() + " (alive) age=";
    assertTrue(out.toString().startsWith(live), out.toString());
    assertTrue(out.toString().contains("started when it says"), out.toString());

    gateway.destroyForcibly();
    assertTrue(gateway.waitFor(10, TimeUnit.SECONDS));
    assertEquals(1, doctor(link, false), out.toString());
    assertTrue(Files.exists(sessions.resolve("s.jsonl.lock")));
    assertEquals(2, doctor(link, true), out.toString());
    assertFalse(Files.exists(sessions.resolve("s.jsonl.lock")));
    assertEquals("{\"type\":\"session\"}\n", Files.readString(sessions.resolve("s.jsonl")));
  }

  private int doctor(Path sessions, boolean fix) {
    PrintWriter lines = new PrintWriter(out);
    return Doctor.ofThisMachine().run(List.of(sessions), false, fix, lines, lines);
  }
}

package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A class that is loaded and cannot be linked, as with an optional library that is not there, makes
 * HotSpot refuse all that are woven with it, by an InternalError.
 */
@Timeout(120)
class UnlinkableClassIT {
  private static final String NAME = "okhttp3/RealCall";

  /** The verifier must see what Part extends. */
  private static final String SOURCE =
      "package okhttp3; public class RealCall { static class Whole {} static class Part extends"
          + " Whole {} static Whole make() { return new Part(); } public Object execute() { return"
          + " make(); } }";

  @TempDir Path folder;

  @Test
  void theOthersAreWovenAllTheSame() throws Exception {
    Path source = Files.createDirectories(folder.resolve("okhttp3")).resolve("RealCall.java");
    Files.writeString(source, SOURCE);
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()));
    Files.delete(source.resolveSibling("RealCall$Part.class"));
    HostProgram program = HostProgram.of(folder, "Unlinkable");
    try (HostScenario host = HostScenario.startBare(program, "unlinkable")) {
      assertEquals("okhttp3.RealCall", host.says());
      host.attach();
      JsonNode status = Verb.status(host.process().pid());
      List<String> woven = new ArrayList<>();
      status.path("woven_classes").forEach(name -> woven.add(name.asText()));
      String refused = status.path("not_woven").toString();
      assertTrue(refused.contains("RealCall") && refused.contains("InternalError"), refused);
      assertFalse(woven.contains(NAME), woven::toString);
      assertTrue(woven.contains("java/util/concurrent/locks/StampedLock"), woven::toString);
      assertTrue(woven.contains("java/util/concurrent/Semaphore"), woven::toString);
      Ended detached = Verb.run("detach", host.process().pid());
      assertEquals(0, detached.status(), detached::toString);
    }
  }
}

package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthFileTest {
  @TempDir private Path folder;
  private final List<String> complaints = new ArrayList<>();

  private HealthFile file() {
    return new HealthFile(folder.resolve("unjam-%p.log").toString(), complaints::add);
  }

  private Path expected() {
    return folder.resolve("unjam-" + ProcessHandle.current().pid() + ".unhealthy");
  }

  @Test
  void itComesAndGoesWithTheTrouble() {
    HealthFile health = file();
    health.mark(false);
    assertFalse(Files.exists(expected()));
    health.mark(true);
    assertTrue(Files.exists(expected()));
    health.mark(false);
    assertFalse(Files.exists(expected()));
    assertEquals(List.of(), complaints);
  }

  @Test
  void whatAKilledJvmOfTheSameNumberHasLeftGoesAtTheStart() throws IOException {
    Files.writeString(expected(), "stale");
    HealthFile health = file();
    assertFalse(Files.exists(expected()));
    health.mark(true);
    assertTrue(Files.exists(expected()));
    assertEquals(List.of(), complaints);
  }

  @Test
  void whatCannotBeDeletedOrWrittenIsSaid() throws IOException {
    Files.createDirectories(expected().resolve("not empty"));
    HealthFile health = file();
    health.mark(true);
    assertEquals(2, complaints.size(), complaints::toString);
    assertTrue(complaints.get(0).startsWith("cannot delete "), complaints::toString);
    assertTrue(complaints.get(1).startsWith("cannot write "), complaints::toString);
  }
}

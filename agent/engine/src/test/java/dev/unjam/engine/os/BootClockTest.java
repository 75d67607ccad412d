package dev.unjam.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class BootClockTest {
  @Test
  void aClockThatIsSetMovesTheStartOfTheFirstProcessButNotTheTimeOfAFile() throws Exception {
    Instant made = Files.getLastModifiedTime(Path.of("/dev/full")).toInstant();
    assertEquals(true, BootClock.agrees(made.minusSeconds(3)));
    assertEquals(false, BootClock.agrees(made.plus(Duration.ofHours(8))));
    assertEquals(false, BootClock.agrees(made.minus(Duration.ofHours(8))));
  }

  @Test
  void whatOtherSystemsSayOfStartsIsNeverComparedWithFiles() {
    assertEquals(false, new HandleProbe().clockWasLeftAlone());
  }
}

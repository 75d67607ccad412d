package dev.unjam.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the model says is what they do, to the letter. */
class FileLocksIT {
  @Property
  void theLocksOfAFileDoWhatTheModelSays(@ForAll("schedules") Schedule<FileMove> schedule)
      throws IOException {
    play(schedule);
  }

  @Property(seed = "20261120")
  void theyDoSoInTheSchedulesOfEveryRun(@ForAll("schedules") Schedule<FileMove> schedule)
      throws IOException {
    play(schedule);
  }

  @Provide
  Arbitrary<Schedule<FileMove>> schedules() {
    return Schedule.of(FileMove.values(), 1);
  }

  private static void play(Schedule<FileMove> schedule) throws IOException {
    Path file = Files.createTempFile("conformance", ".data");
    try {
      Player.play(schedule, new FileSpecimen(file));
    } finally {
      Files.delete(file);
    }
  }
}

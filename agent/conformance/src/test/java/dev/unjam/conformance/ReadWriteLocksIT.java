package dev.unjam.conformance;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the model says is what they do, to the letter. */
class ReadWriteLocksIT {
  @Property
  void aReadWriteLockDoesWhatTheModelSays(@ForAll("schedules") Schedule<ReadWriteMove> schedule) {
    play(schedule);
  }

  @Property(seed = "20261120")
  void itDoesSoInTheSchedulesOfEveryRun(@ForAll("schedules") Schedule<ReadWriteMove> schedule) {
    play(schedule);
  }

  @Provide
  Arbitrary<Schedule<ReadWriteMove>> schedules() {
    return Schedule.of(ReadWriteMove.values(), ReadWriteSpecimen.VARIANTS);
  }

  private static void play(Schedule<ReadWriteMove> schedule) {
    Player.play(schedule, new ReadWriteSpecimen(schedule.variant(), schedule.fair()));
  }
}

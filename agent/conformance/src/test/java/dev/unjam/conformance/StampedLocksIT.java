package dev.unjam.conformance;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the model says is what they do, to the letter. */
class StampedLocksIT {
  @Property
  void aStampedLockDoesWhatTheModelSays(@ForAll("schedules") Schedule<StampMove> schedule) {
    play(schedule);
  }

  @Property(seed = "20261120")
  void itDoesSoInTheSchedulesOfEveryRun(@ForAll("schedules") Schedule<StampMove> schedule) {
    play(schedule);
  }

  @Provide
  Arbitrary<Schedule<StampMove>> schedules() {
    return Schedule.of(StampMove.values(), StampSpecimen.VARIANTS);
  }

  private static void play(Schedule<StampMove> schedule) {
    Player.play(schedule, new StampSpecimen(schedule.variant()));
  }
}

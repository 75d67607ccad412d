package dev.unjam.conformance;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the model says is what they do, to the letter. */
class SemaphoresIT {
  @Property
  void aSemaphoreDoesWhatTheModelSays(@ForAll("schedules") Schedule<PermitMove> schedule) {
    play(schedule);
  }

  @Property(seed = "20261120")
  void itDoesSoInTheSchedulesOfEveryRun(@ForAll("schedules") Schedule<PermitMove> schedule) {
    play(schedule);
  }

  @Provide
  Arbitrary<Schedule<PermitMove>> schedules() {
    return Schedule.of(PermitMove.values(), PermitSpecimen.VARIANTS);
  }

  private static void play(Schedule<PermitMove> schedule) {
    Player.play(schedule, new PermitSpecimen(schedule.variant(), schedule.fair()));
  }
}

package dev.unjam.conformance;

import java.util.concurrent.locks.ReentrantLock;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Exclusive locks do to the letter what the model says. */
class ExclusiveLocksIT {
  private static final int VARIANTS = 8;

  @Property
  void anExclusiveLockDoesWhatTheModelSays(@ForAll("schedules") Schedule<LockMove> schedule) {
    play(schedule);
  }

  @Property(seed = "20261120")
  void itDoesSoInTheSchedulesOfEveryRun(@ForAll("schedules") Schedule<LockMove> schedule) {
    play(schedule);
  }

  @Provide
  Arbitrary<Schedule<LockMove>> schedules() {
    return Schedule.of(LockMove.values(), VARIANTS);
  }

  private static void play(Schedule<LockMove> schedule) {
    ExclusiveLock lock = lock(schedule.variant(), schedule.fair());
    Player.play(schedule, new ExclusiveSpecimen(lock, schedule.fair()));
  }

  private static ExclusiveLock lock(int variant, boolean fair) {
    return switch (variant) {
      case 0 -> new ReentrantKind(new ReentrantLock(fair));
      case 1 -> new ReentrantKind(new ReentrantKind.Counting(fair));
      case 2 -> new ReentrantKind(Insides.copy(new ReentrantLock(fair), ReentrantLock.class));
      case 3 -> new WriteKind(fair);
      case 4 -> new OwnLock(fair);
      case 5 -> new OwnLongLock(fair);
      case 6 -> new OwnMutex(fair);
      default -> new OwnLongMutex(fair);
    };
  }
}

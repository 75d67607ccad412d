package dev.unjam.engine.lease;

import dev.unjam.engine.os.Liveness;
import dev.unjam.engine.os.ProcessProbe;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** This machine's processes, with a clock of which it is known whether it was set. */
record Clocks(ProcessProbe machine, boolean clockWasLeftAlone) implements ProcessProbe {
  static ProcessProbe leftAlone() {
    return new Clocks(ProcessProbe.ofThisMachine(), true);
  }

  static ProcessProbe set() {
    return new Clocks(ProcessProbe.ofThisMachine(), false);
  }

  @Override
  public Liveness liveness(long pid) {
    return machine.liveness(pid);
  }

  @Override
  public OptionalLong startTime(long pid) {
    return machine.startTime(pid);
  }

  @Override
  public Optional<Instant> startedAt(long pid) {
    return machine.startedAt(pid);
  }
}

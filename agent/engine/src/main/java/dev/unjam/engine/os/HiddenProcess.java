package dev.unjam.engine.os;

/** Asks the kernel of a process that {@code /proc} does not show, where native calls are there. */
final class HiddenProcess {
  private HiddenProcess() {}

  static Liveness liveness(long pid) {
    if (pid > Integer.MAX_VALUE) {
      return Liveness.DEAD;
    }
    return NativeCalls.get().map(calls -> ask(calls, (int) pid)).orElse(Liveness.UNKNOWN);
  }

  private static Liveness ask(LibC calls, int pid) {
    return switch (calls.signalError(pid)) {
      case 0, LibC.EPERM -> Liveness.ALIVE;
      case LibC.ESRCH -> Liveness.DEAD;
      default -> Liveness.UNKNOWN;
    };
  }
}

package dev.unjam.bridge;

/** Finds a call by an object of a library's that stands for it; any thread. */
final class CallsByObject extends ByIdentity<CallRecord> {
  @Override
  void left(CallRecord call) {
    if (call.isAbandoned()) {
      call.end();
    }
  }
}

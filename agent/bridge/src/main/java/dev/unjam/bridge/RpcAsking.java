package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/** Records what a host asks of a child in JSON-RPC, on the thread that writes; one at a time. */
final class RpcAsking {
  private final ChildRecord child;

  /** What was asked for last, and what the log calls it: mostly it is the same again. */
  private @Nullable String method;

  private String client = "";
  private String name = "";

  RpcAsking(ChildRecord child) {
    this.child = child;
  }

  /**
   * The calling thread is about to write the last of a request to a child.
   *
   * <p>A call is recorded whoever writes: where that is a thread that holds nothing and works for
   * nobody, such as a library's own writer, the watchdog finds out who waits for the answer.
   */
  @Nullable ChildCall asks(RpcFrame request) {
    String asked = request.method();
    if (asked == null || !Bridge.isOn()) {
      return null;
    }
    named(asked);
    ThreadRecord r = CallHooks.recording();
    Flow f = r == null || r.holdsAnything() ? null : FlowHooks.running(r);
    // Work that asks a second time before it was answered writes for others as well.
    boolean known = r != null && (f == null || !child.talk().awaits(f));
    CallRecord call = known && r != null ? known(r) : loose();
    ChildCall made = new ChildCall(child, call, request);
    if (!known) {
      made.nobodys();
    }
    call.handle(made);
    call.startedAsync();
    call.sent();
    child.asked().lazySet(call);
    return made;
  }

  private void named(String asked) {
    if (!asked.equals(method)) {
      client = ChildCall.clientOf(asked);
      name = ChildCall.nameOf(asked);
      method = asked;
    }
  }

  private CallRecord known(ThreadRecord r) {
    CallRecord before = r.call();
    if (before != null && ChildHooks.isPlain(before, child)) {
      before.end();
    }
    long under = CallHooks.sessionHold(r);
    child.talk().askers().asks(r, under);
    return CallHooks.begunWithChild(r, client, name, child.peer(), under);
  }

  private CallRecord loose() {
    child.talk().askers().asksForSomebody();
    ThreadRecord r = Threads.mine();
    // The record of a virtual thread stays only if it was active.
    r.active();
    Flow f = FlowHooks.running(r);
    return new CallRecord(client, name, child.peer(), r, 0, 0, f, Answer.stream());
  }
}

package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who reads looks at the requests that have no answer as they are, and makes no list each time. */
class RpcPendingTest extends RpcCrew {
  private final RpcPending pending = new RpcPending();

  @Test
  void areTheSameAsLongAsNoneComesOrGoes() throws Exception {
    Process p = says();
    known();
    ChildCall one = asked(p, "1");
    known(one);
    ChildCall two = elsewhere(() -> asked(p, "2"));
    known(one, two);
    ChildCall instead = asked(p, "1");
    known(two, instead);
    pending.take("2");
    known(instead);
    pending.take("2");
    known(instead);
    ChildCall three = asked(p, "3");
    known(instead, three);
    pending.remove(instead);
    known(three);
    pending.remove(three);
    known();
  }

  @Test
  void areAsTheyAreThoughThoseWhoAskedAreForgotten() throws Exception {
    Process p = says();
    for (int i = 0; i < 40; i++) {
      String id = Integer.toString(i);
      ChildCall call = elsewhere(() -> asked(p, id));
      known(call);
      pending.take(id);
      known();
    }
  }

  @Test
  void areKeptByNobodyOnceNoneIsLeft() throws Exception {
    Process p = says();
    WeakReference<ChildCall> gone =
        elsewhere(
            () -> {
              ChildCall call = asked(p, "1");
              known(call);
              pending.take("1");
              return new WeakReference<>(call);
            });
    for (int i = 0; i < 200 && gone.get() != null; i++) {
      System.gc();
      Thread.onSpinWait();
    }
    assertNull(gone.get());
  }

  private ChildCall asked(Process p, String id) {
    ChildRecord child = record(p);
    ThreadRecord r = Threads.mine();
    CallRecord call = new CallRecord("mcp", "ping", child.peer(), r, 0, 0, null, Answer.stream());
    ChildCall made = new ChildCall(child, call, new RpcFrame(id, "ping", null, false));
    pending.add(id, made);
    return made;
  }

  private void known(ChildCall... calls) {
    assertEquals(List.of(calls), List.of(pending.known()));
    assertEquals(List.of(calls), pending.all());
    assertSame(pending.known(), pending.known());
  }
}

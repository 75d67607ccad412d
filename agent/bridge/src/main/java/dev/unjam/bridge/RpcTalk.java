package dev.unjam.bridge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host and its child say to each other in JSON-RPC: which requests await their answers, in
 * both directions.
 *
 * <p>What the host writes is scanned before it goes out, so that a request is known before it can
 * be answered; what the child writes after it was read, and only once the host has asked something
 * in JSON-RPC. Each direction is scanned under a monitor of its own, which is never held while
 * somebody reads or writes.
 */
final class RpcTalk {
  private static final int MOST_PENDING = 256;

  private final ChildRecord child;
  private final RpcScanner asked = new RpcScanner(new Asked());
  private final RpcScanner said = RpcScanner.patient(new Said());
  private final Object reading = new Object();

  /** Guarded by itself. */
  private final List<ChildCall> pending = new ArrayList<>(2);

  private final RpcOwed owed = new RpcOwed();
  private final RpcIds ids = new RpcIds();

  private volatile boolean rpc;

  /** How much of the child's output has been seen; changed under {@link #reading}. */
  private volatile long read;

  private boolean unscanned;

  RpcTalk(ChildRecord child) {
    this.child = child;
  }

  /** Whether the host has ever asked something in JSON-RPC. */
  boolean isRpc() {
    return rpc;
  }

  /** Whether what the host writes is something else: nobody need look at it any more. */
  boolean isPlain() {
    return !rpc && asked.isGivenUp();
  }

  /** Whether what the host has written so far ends with a whole frame or line. */
  boolean isBetweenAsked() {
    return asked.isBetween();
  }

  boolean readsByLength() {
    return asked.isByLength();
  }

  boolean writesByLength() {
    return said.isByLength();
  }

  /** The host is about to write this; on the thread that does, one at a time. */
  void writes(byte[] from, int offset, int length) {
    asked.take(from, offset, length);
  }

  /** The host has read this of the child's output; on the thread that did. */
  void reads(byte[] from, int offset, int length) {
    synchronized (reading) {
      read += length;
      if (!rpc) {
        unscanned = from[offset + length - 1] != '\n';
        return;
      }
      if (unscanned) {
        unscanned = false;
        said.lost();
      }
      said.take(from, offset, length);
    }
  }

  /** The host has passed over some of the child's output. */
  void passesOver() {
    synchronized (reading) {
      read++;
      unscanned = true;
    }
  }

  long readUpToFrame() {
    synchronized (reading) {
      return rpc && !unscanned && said.isBetween() ? read : -1;
    }
  }

  List<ChildCall> pending() {
    synchronized (pending) {
      return List.copyOf(pending);
    }
  }

  /** Whether some request of this flow has no answer yet. */
  boolean awaits(Flow flow) {
    synchronized (pending) {
      for (int i = 0; i < pending.size(); i++) {
        if (pending.get(i).isOf(flow)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * The calling thread reads what answers its own requests, or does so no more.
   *
   * @return the latest of these, or null if it has none
   */
  @Nullable CallRecord awaited(ThreadRecord r, boolean inside) {
    CallRecord latest = null;
    synchronized (pending) {
      for (int i = 0; i < pending.size(); i++) {
        CallRecord call = pending.get(i).call();
        if (call.owner == r) {
          call.ownerAwaits(inside);
          latest = call;
        }
      }
    }
    return latest;
  }

  RpcOwed owed() {
    return owed;
  }

  RpcIds ids() {
    return ids;
  }

  /**
   * A request is on its way. It takes the place of one with the same id, for only one of them can
   * be told of its answer; one too many, and the oldest is not followed any more.
   */
  private void add(ChildCall call) {
    ChildCall gone;
    synchronized (pending) {
      gone = take(call.id());
      if (gone == null && pending.size() >= MOST_PENDING) {
        gone = pending.remove(0);
      }
      pending.add(call);
    }
    if (gone != null) {
      gone.call().end();
    }
  }

  private @Nullable ChildCall take(@Nullable String id) {
    synchronized (pending) {
      for (int i = 0; i < pending.size(); i++) {
        if (id != null && id.equals(pending.get(i).id())) {
          return pending.remove(i);
        }
      }
      return null;
    }
  }

  /** Who asked knows that no answer comes to what he asked after the call of this number. */
  void givesUp(ThreadRecord r, long afterId) {
    for (ChildCall call : pending()) {
      if (call.call().owner == r && call.call().id > afterId) {
        drop(call);
      }
    }
  }

  /** Nobody waits for this one any more. */
  void drop(ChildCall call) {
    synchronized (pending) {
      pending.remove(call);
    }
    call.call().end();
  }

  /** On the thread that writes. */
  private final class Asked implements RpcScanner.Listener {
    @Override
    public void frame(RpcFrame frame, byte[] text, int length) {
      if (frame.isRequest()) {
        rpc = true;
        ChildCall call = ChildHooks.asks(child, frame);
        if (call != null) {
          ids.asked(call.call().method, String.valueOf(call.id()));
          add(call);
        }
      } else if (frame.isAnswer()) {
        settled(frame);
      } else {
        givenUp(RpcCancel.idIn(frame, text, 0, length));
      }
    }

    private void givenUp(@Nullable String id) {
      ChildCall call = take(id);
      if (call != null) {
        call.call().end();
      }
    }

    /** The host has answered the child: it is the child's turn again. */
    private void settled(RpcFrame answer) {
      RpcFrame request = owed.settle(answer.id());
      synchronized (pending) {
        for (int i = 0; request != null && i < pending.size(); i++) {
          if (isAbout(request, pending.get(i))) {
            pending.get(i).call().progress(0);
          }
        }
      }
    }
  }

  /** On the thread that reads. */
  private final class Said implements RpcScanner.Listener {
    @Override
    public void frame(RpcFrame frame, byte[] text, int length) {
      String id = frame.id();
      if (id != null && frame.isAnswer()) {
        ChildCall call = ids.isLate(id, text, 0, length) ? null : take(id);
        if (call != null) {
          call.answered(frame.error(), text, length);
        }
        return;
      }
      if (frame.isRequest()) {
        owed.add(frame);
      }
      synchronized (pending) {
        for (int i = 0; i < pending.size(); i++) {
          tell(pending.get(i), frame, text, length);
        }
      }
    }

    private void tell(ChildCall call, RpcFrame frame, byte[] text, int length) {
      boolean about = isAbout(frame, call);
      if (about && frame.isProgress()) {
        call.progress(text, length);
      } else if (about || frame.session() == null) {
        call.says(text, length);
      }
    }
  }

  private static boolean isAbout(RpcFrame frame, ChildCall call) {
    String session = frame.session();
    return session == null ? call.session() == null : session.equals(call.session());
  }
}

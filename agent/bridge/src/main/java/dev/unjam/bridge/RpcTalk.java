package dev.unjam.bridge;

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

  private final ChildRecord child;
  private final RpcPending pending = new RpcPending();
  private final RpcNews news = new RpcNews(pending);
  private final RpcAsking asking;
  private final RpcScanner asked = new RpcScanner(new Asked());
  private final RpcScanner said = RpcScanner.patient(new Said());
  private final MergedLines lines = new MergedLines();
  private final MergedWords words;
  private final Object reading = new Object();

  private final RpcOwed owed = new RpcOwed();
  private final LastAskers askers = new LastAskers();
  private final RpcIds ids = new RpcIds();

  private volatile boolean rpc;

  /** How much of the child's output has been seen; under {@link #reading}. */
  private long read;

  private boolean unscanned;

  RpcTalk(ChildRecord child) {
    this.child = child;
    this.asking = new RpcAsking(child);
    this.words = new MergedWords(child);
  }

  /** Who has asked it lately. */
  LastAskers askers() {
    return askers;
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
        lines.lost();
        words.lost();
      }
      news.begin(from);
      // Until it is known better: what fails in the midst has lost its place.
      unscanned = true;
      try {
        if (child.isMerged()) {
          takeMerged(from, offset, offset + length);
        } else {
          said.take(from, offset, length);
        }
        unscanned = false;
      } finally {
        news.end();
      }
    }
  }

  /** What is no frame is looked at as an error stream's; behind headers nobody can tell. */
  private void takeMerged(byte[] from, int offset, int end) {
    int at = offset;
    while (at < end) {
      int stop = lines.end(from, at, end);
      said.take(from, at, stop - at);
      if (lines.areWords() && !said.isByLength()) {
        news.tell();
        words.take(from, at, stop);
      }
      at = stop;
    }
  }

  /** The host has passed over some of the child's output. */
  void passesOver() {
    synchronized (reading) {
      read++;
      unscanned = true;
    }
  }

  /** How many bytes of the child's output the host has read; any thread, at worst a read ago. */
  long heard() {
    return read;
  }

  long readUpToFrame() {
    synchronized (reading) {
      return rpc && !unscanned && said.isBetween() ? read : -1;
    }
  }

  List<ChildCall> pending() {
    return pending.all();
  }

  /** Whether at most one request has no answer yet. */
  boolean asksForOne() {
    return pending.isAtMostOne();
  }

  /** Whether some request of this flow has no answer yet. */
  boolean awaits(Flow flow) {
    return pending.awaits(flow);
  }

  /** See {@link RpcPending#asker}. */
  @Nullable RpcAsker asker(ThreadRecord r) {
    return pending.asker(r);
  }

  RpcOwed owed() {
    return owed;
  }

  RpcIds ids() {
    return ids;
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
    pending.remove(call);
    call.call().end();
  }

  /** On the thread that writes. */
  private final class Asked implements RpcListener {
    @Override
    public void frame(RpcFrame frame, byte[] text, int offset, int length) {
      String id = frame.id();
      if (id == null) {
        givenUp(RpcCancel.idIn(frame, text, offset, length));
        return;
      }
      if (frame.method() == null) {
        settled(id);
        return;
      }
      rpc = true;
      ChildCall call = asking.asks(frame);
      if (call != null) {
        ids.asked(call.call().method, id);
      }
      List<ChildCall> gone = call == null ? List.of() : pending.add(id, call);
      if (!gone.isEmpty()) {
        for (ChildCall one : gone) {
          one.call().end();
        }
      }
    }

    @Override
    public int wants(RpcFrame frame) {
      return RpcCancel.isOne(frame) ? RpcKept.MOST : 0;
    }

    /** What wants no answer tells nothing, but that another one is given up. */
    @Override
    public boolean takesMany(RpcFrame frame) {
      return !RpcCancel.isOne(frame);
    }

    private void givenUp(@Nullable String id) {
      ChildCall call = id == null ? null : pending.take(id);
      if (call != null) {
        call.call().end();
      }
    }

    /** The host has answered the child: it is the child's turn again. */
    private void settled(String id) {
      RpcFrame request = owed.settle(id);
      if (request != null) {
        for (ChildCall call : pending.all()) {
          if (call.isMeantBy(request)) {
            call.call().progress(0);
          }
        }
      }
    }
  }

  /** On the thread that reads. */
  private final class Said implements RpcListener {
    @Override
    public void frame(RpcFrame frame, byte[] text, int offset, int length) {
      String id = frame.id();
      if (id == null) {
        news.add(frame, text, offset, length);
        return;
      }
      news.tell();
      if (frame.method() == null) {
        child.answers();
        ChildCall call = ids.isLate(id, text, offset, length) ? null : pending.take(id);
        if (call != null) {
          call.answered(frame.error(), text, offset, length);
        }
      } else {
        owed.add(frame);
        news.add(frame, text, offset, length);
        news.tell();
      }
    }

    @Override
    public int wants(RpcFrame frame) {
      return ChildCall.wants(frame);
    }

    @Override
    public boolean takesMany(RpcFrame frame) {
      return true;
    }

    @Override
    public void frames(RpcFrame frame, byte[] text, int first, int last, int end, int bytes) {
      news.addAll(frame, text, first, last, end, bytes);
    }
  }
}

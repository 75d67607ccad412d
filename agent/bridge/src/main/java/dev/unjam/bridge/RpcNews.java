package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * What a child says beside its answers, told to the requests that it is about.
 *
 * <p>An agent that answers says the same kind of thing many times over. Of such that come in one
 * piece only the last stays where it is progress; they are told at once when something else comes
 * or the piece ends. On the thread that reads, under its monitor.
 */
final class RpcNews {
  private static final byte[] NOTHING = {};

  private final RpcPending pending;

  /** The piece that is looked at: what lies there stays there until its end. */
  private byte[] piece = NOTHING;

  /** What was said and is not told yet, and where the first and the last of it are. */
  private @Nullable RpcFrame frame;

  private int first;
  private int last;
  private int end;
  private int bytes;

  RpcNews(RpcPending pending) {
    this.pending = pending;
  }

  /** This piece is looked at now. */
  void begin(byte[] from) {
    piece = from;
  }

  /** The child has said this. */
  void add(RpcFrame next, byte[] text, int offset, int length) {
    addAll(next, text, offset, offset, offset + length, length);
  }

  /** The child has said all of these, which are alike. */
  @SuppressWarnings("ReferenceEquality") // the same kind of thing is the very same frame
  void addAll(RpcFrame next, byte[] text, int from, int lastOne, int to, int length) {
    if (text == piece && next == frame) {
      last = lastOne;
      end = to;
      bytes += length;
      return;
    }
    tell();
    if (text != piece) {
      tell(next, text, from, lastOne, to, length);
      return;
    }
    frame = next;
    first = from;
    last = lastOne;
    end = to;
    bytes = length;
  }

  /** Nothing of this piece is looked at any more: it may be large, and is the host's. */
  void end() {
    tell();
    piece = NOTHING;
  }

  /** Tells what is not told yet. */
  void tell() {
    RpcFrame f = frame;
    if (f != null) {
      frame = null;
      tell(f, piece, first, last, end, bytes);
    }
  }

  private void tell(RpcFrame f, byte[] text, int from, int lastOne, int to, int length) {
    for (ChildCall call : pending.known()) {
      boolean about = call.isMeantBy(f);
      if (about && f.isProgress()) {
        call.progress(text, lastOne, Math.min(to - lastOne, ChildCall.wants(f)), length);
      } else if (about || f.session() == null) {
        call.says(text, from, to - from);
      }
    }
  }
}

package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Tells the frames that are made like earlier ones: each at once where all of it is there, and many
 * on lines as one. One thread at a time.
 */
final class RpcAlike {
  private final RpcListener listener;
  private final RpcModels models = new RpcModels();
  private @Nullable RpcFrame open;

  RpcAlike(RpcListener listener) {
    this.listener = listener;
  }

  /**
   * Tells the frame if these are one line that is as long in all of its parts as the one before it:
   * who writes line by line says little else.
   */
  boolean line(byte[] from, int offset, int end) {
    RpcModel model = models.ofNext(from, offset, end);
    if (model == null) {
      return false;
    }
    int stop = offset + Math.min(end - 1 - offset, RpcKept.MOST);
    listener.frames(model.frame(from), from, offset, offset, stop, stop - offset);
    return true;
  }

  /**
   * Tells what stands on the lines from here on, as far as it is like one frame.
   *
   * @return where the first line begins that was not told of; {@link #open} tells why
   */
  int lines(byte[] from, int offset, int end) {
    open = null;
    RpcModel model = models.ofLine(from, offset, end);
    if (model == null) {
      return offset;
    }
    if (model.lineFeed() == end) {
      open = model.frame(from);
      return offset;
    }
    if (model.hasId() || !listener.takesMany(model.frame(from))) {
      tell(model, from, offset);
      return model.lineFeed() + 1;
    }
    return many(model, from, offset, end);
  }

  private int many(RpcModel model, byte[] from, int offset, int end) {
    int last;
    int to;
    int bytes = 0;
    int next = offset;
    boolean more;
    do {
      last = next;
      to = model.end();
      bytes += model.kept(last);
      next = model.lineFeed() + 1;
      int one = next - last;
      int behind = model.run(from, last, next, end);
      if (behind > next) {
        last = behind - one;
        to = behind - 1;
        bytes += (behind - next) / one * (one - 1);
        next = behind;
      }
      more = next < end && model.isLine(from, next, end);
    } while (more && model.lineFeed() < end);
    RpcFrame frame = model.frame(from);
    open = more ? frame : null;
    listener.frames(frame, from, offset, last, last + Math.min(to - last, RpcKept.MOST), bytes);
    return next;
  }

  /** The frame whose beginning is all that there is of the line that was not told, or null. */
  @Nullable RpcFrame open() {
    return open;
  }

  /** Tells the frame that begins and ends here if it is like another one; false if it is not. */
  boolean all(byte[] from, int offset, int end) {
    RpcModel model = models.ofAll(from, offset, end);
    if (model == null) {
      return false;
    }
    tell(model, from, offset);
    return true;
  }

  /**
   * Tells the frames behind the usual headers from here on, as far as each is whole and like the
   * first.
   *
   * @return where the first header begins whose frame was not told of
   */
  int behindHeaders(RpcHeader header, byte[] from, int offset, int end) {
    int frame = header.usual(from, offset, end);
    if (frame < 0 || header.said() > end - frame) {
      return offset;
    }
    int next = frame + (int) header.said();
    RpcModel model = models.ofAll(from, frame, next);
    if (model == null) {
      return offset;
    }
    if (model.hasId() || !listener.takesMany(model.frame(from))) {
      tell(model, from, frame);
      return next;
    }
    return many(model, header, from, frame, next, end);
  }

  private int many(RpcModel model, RpcHeader header, byte[] from, int first, int behind, int end) {
    int last = first;
    int bytes = model.kept(first);
    int next = behind;
    int frame = header.usual(from, next, end);
    while (frame >= 0
        && header.said() <= end - frame
        && model.isAll(from, frame, frame + (int) header.said())) {
      last = frame;
      bytes += model.kept(frame);
      next = frame + (int) header.said();
      frame = header.usual(from, next, end);
    }
    int to = last + Math.min(next - last, RpcKept.MOST);
    listener.frames(model.frame(from), from, first, last, to, bytes);
    return next;
  }

  private void tell(RpcModel model, byte[] from, int offset) {
    listener.frame(model.frame(from), from, offset, model.kept(offset));
  }

  /** See {@link RpcModels#learn}. */
  void learn(RpcFrame frame, byte[] from, int offset, int length, RpcSample.Behind behind) {
    models.learn(frame, from, offset, length, behind);
  }
}

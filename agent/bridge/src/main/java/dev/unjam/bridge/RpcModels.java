package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * The frames that others are made like: most of what a host and its child say they have said before
 * in much the same words, and it is told by comparing in a fraction of the time.
 *
 * <p>Learnt from two frames of a kind. Where that is in vain it is tried more and more rarely. One
 * thread at a time.
 */
final class RpcModels {
  private static final int MOST = 4;
  private static final int LONGEST_PAUSE = 256;

  private final @Nullable RpcModel[] models = new RpcModel[MOST];
  private final @Nullable RpcSample[] samples = new RpcSample[MOST];
  private int latest;
  private int next;

  /** So many frames more are not learnt from, and how many after the next one. */
  private int rest;

  private int pause = 1;
  private int found;

  /** That of the line which is all of this if it is as long in its parts as the last; or null. */
  @Nullable RpcModel ofNext(byte[] from, int offset, int end) {
    RpcModel model = models[latest];
    if (model == null || !model.isNext(from, offset, end)) {
      return null;
    }
    found++;
    return model;
  }

  /** The model of the frame on the line that begins here, which may go on; or null. */
  @Nullable RpcModel ofLine(byte[] from, int offset, int end) {
    for (int i = 0; i < MOST; i++) {
      RpcModel model = models[(latest + i) & (MOST - 1)];
      if (model != null && model.isLine(from, offset, end)) {
        found(i);
        return model;
      }
    }
    return null;
  }

  /** The model of the frame that begins and ends here, or null. */
  @Nullable RpcModel ofAll(byte[] from, int offset, int end) {
    for (int i = 0; i < MOST; i++) {
      RpcModel model = models[(latest + i) & (MOST - 1)];
      if (model != null && model.isAll(from, offset, end)) {
        found(i);
        return model;
      }
    }
    return null;
  }

  private void found(int i) {
    latest = (latest + i) & (MOST - 1);
    found++;
  }

  /**
   * A frame was told that none of them is the model of.
   *
   * @param length how many bytes tell what counts
   * @param behind what there may be behind them
   */
  void learn(RpcFrame frame, byte[] from, int offset, int length, RpcSample.Behind behind) {
    if (length > RpcSample.LONGEST || --rest > 0) {
      return;
    }
    pauses();
    RpcSample now = new RpcSample(frame, from, offset, length, behind);
    int known = of(frame);
    RpcSample before = known < 0 ? null : samples[known];
    if (before == null) {
      known = oldest();
      models[known] = null;
    } else {
      RpcModel made = RpcModel.of(before, now);
      models[known] = made == null ? models[known] : made;
      latest = made == null ? latest : known;
    }
    samples[known] = now;
  }

  /** The next place in turn, but for that of the model that was found last. */
  private int oldest() {
    next = (next + (((next + 1) & (MOST - 1)) == latest ? 2 : 1)) & (MOST - 1);
    return next;
  }

  private int of(RpcFrame frame) {
    for (int i = 0; i < MOST; i++) {
      RpcSample sample = samples[i];
      if (sample != null && sample.frame.isLike(frame)) {
        return i;
      }
    }
    return -1;
  }

  private void pauses() {
    pause = found > 4 * pause ? 1 : Math.min(2 * pause, LONGEST_PAUSE);
    found = 0;
    rest = pause;
  }
}

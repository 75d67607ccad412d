package dev.unjam.bridge;

/** What is told of the frames in a pipe; on the thread that reads or writes them. */
interface RpcListener {
  /**
   * A frame has ended.
   *
   * @param text has its beginning, as far as it is kept; another frame's when this returns
   */
  void frame(RpcFrame frame, byte[] text, int offset, int length);

  /** How many bytes of the text of one like this are looked at, at the most. */
  default int wants(RpcFrame frame) {
    return RpcKept.MOST;
  }

  /** Whether many like this one, without ids, may be told as one. */
  default boolean takesMany(RpcFrame frame) {
    return false;
  }

  /**
   * Such frames have come, one behind the other.
   *
   * @param first where the first of them begins, and {@code last} the last, which ends at {@code
   *     end}
   * @param bytes how long they are together, of each no more than would be kept
   */
  default void frames(RpcFrame frame, byte[] text, int first, int last, int end, int bytes) {}
}

package demo;

/**
 * One way for a turn to go wrong, or to be slow and well.
 *
 * @param name of the table's row
 * @param channel where the user writes from
 * @param runtime how the gateway reaches the model
 * @param text the message that the provider or the child plays
 * @param end what is to be seen of it with the agent
 */
record Scenario(String name, String channel, String runtime, String text, End end) {
  /** How a turn ends with the agent there. */
  enum End {
    /** The call is ended, and the gateway tells the user why. */
    TOLD,
    /** The gateway threw the refusal away, so that there is no call to end and nobody to tell. */
    SILENTLY_FREED,
    /** Nothing is wrong with it. */
    UNTOUCHED
  }

  /** The chat that plays it. */
  String chat() {
    return name.replace(' ', '-');
  }

  boolean stuck() {
    return end != End.UNTOUCHED;
  }

  @Override
  public String toString() {
    return channel + "/" + chat();
  }
}

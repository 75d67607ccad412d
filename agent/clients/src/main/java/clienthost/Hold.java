package clienthost;

/** When the lock is taken, if at all. */
public enum Hold {
  /** Before the call: whoever waits for the lock waits for the call. */
  BEFORE,
  /** Once the head has come: younger than the call. */
  AT_HEAD,
  /** Not at all. */
  NONE
}

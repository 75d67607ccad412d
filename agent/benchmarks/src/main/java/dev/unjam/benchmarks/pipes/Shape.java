package dev.unjam.benchmarks.pipes;

/** What passes the pipes in one measurement, and how the host deals with it. */
public enum Shape {
  OUT_8("child to host: bytes by 8 KiB", 100, Content.BYTES, Reading.BY_8_KIB),
  OUT_64("child to host: bytes by 64 KiB", 100, Content.BYTES, Reading.BY_64_KIB),
  OUT_LOG("child to host: lines of a log", 100, Content.LOG, Reading.BY_LINE),
  OUT_SMALL("child to host: JSON-RPC lines of 100 B", 100, Content.SMALL_FRAMES, Reading.BY_LINE),
  OUT_LARGE("child to host: JSON-RPC lines of 10 KB", 100, Content.LARGE_FRAMES, Reading.BY_LINE),
  OUT_SMALL_PARSED(
      "child to host: JSON-RPC lines of 100 B, parsed",
      100,
      Content.SMALL_FRAMES,
      Reading.BY_PARSING),
  OUT_LARGE_PARSED(
      "child to host: JSON-RPC lines of 10 KB, parsed",
      100,
      Content.LARGE_FRAMES,
      Reading.BY_PARSING),
  OUT_LENGTH("child to host: Content-Length", 100, Content.FRAMES_BY_LENGTH, Reading.BY_LENGTH),
  ERR("child to host: error stream", 100, Content.LOG, Reading.BY_LINE),
  IN_8("host to child: bytes by 8 KiB", 100, Content.BYTES, Writing.BY_8_KIB),
  IN_64("host to child: bytes by 64 KiB", 100, Content.BYTES, Writing.BY_64_KIB),
  IN_SMALL("host to child: JSON-RPC lines of 100 B", 100, Content.SMALL_FRAMES, Writing.BY_LINE),
  IN_LARGE(
      "host to child: JSON-RPC lines of 10 KB", 100, Content.LARGE_FRAMES, Writing.BY_PRINTING),
  IN_SMALL_MADE(
      "host to child: JSON-RPC lines of 100 B, made of trees",
      100,
      Content.SMALL_FRAMES,
      Writing.BY_MAKING),
  IN_LARGE_MADE(
      "host to child: JSON-RPC lines of 10 KB, made of trees",
      100,
      Content.LARGE_FRAMES,
      Writing.BY_MAKING),
  IN_LENGTH("host to child: Content-Length", 100, Content.FRAMES_BY_LENGTH, Writing.BY_LENGTH),
  BOTH_64("both ways: bytes by 64 KiB", 100, Content.BYTES, Reading.BY_64_KIB, Writing.BY_64_KIB),
  BOTH_LARGE(
      "both ways: JSON-RPC lines of 10 KB",
      100,
      Content.LARGE_FRAMES,
      Reading.BY_LINE,
      Writing.BY_LINE),
  REQUESTS_1("requests: one at a time", 2, Requests.ONE_BY_ONE, Reading.BY_LINE),
  REQUESTS_1_PARSED("requests: one at a time, parsed", 2, Requests.ONE_BY_ONE, Reading.BY_PARSING),
  REQUESTS_256("requests: 256 at a time", 10, Requests.MANY, Reading.BY_LINE),
  REQUESTS_256_PARSED("requests: 256 at a time, parsed", 10, Requests.MANY, Reading.BY_PARSING),
  REQUESTS_FLOOD("requests: as many as fit", 20, Requests.FLOOD, Reading.BY_LINE),
  REQUESTS_FLOOD_PARSED("requests: as many as fit, parsed", 20, Requests.FLOOD, Reading.BY_PARSING),
  REQUESTS_SAME(
      "requests: as many as fit, of one id", 20, Requests.FLOOD_OF_ONE_ID, Reading.BY_LINE);

  /** How the requests of a host are made. */
  enum Requests {
    NONE,
    ONE_BY_ONE,
    MANY,
    FLOOD,
    FLOOD_OF_ONE_ID
  }

  private static final int WINDOWS = 5;

  private final String label;
  private final int megabytes;
  final Content says;
  final Content hears;
  final Reading reading;
  final Writing writing;
  final Requests requests;

  Shape(String label, int megabytes, Content says, Reading reading) {
    this(label, megabytes, says, Content.NONE, reading, Writing.BY_64_KIB, Requests.NONE);
  }

  Shape(String label, int megabytes, Content hears, Writing writing) {
    this(label, megabytes, Content.NONE, hears, Reading.BY_LINE, writing, Requests.NONE);
  }

  Shape(String label, int megabytes, Content both, Reading reading, Writing writing) {
    this(label, megabytes, both, both, reading, writing, Requests.NONE);
  }

  Shape(String label, int megabytes, Requests requests, Reading reading) {
    this(label, megabytes, Content.ANSWERS, Content.NONE, reading, Writing.BY_LINE, requests);
  }

  Shape(
      String label,
      int megabytes,
      Content says,
      Content hears,
      Reading reading,
      Writing writing,
      Requests requests) {
    this.label = label;
    this.megabytes = megabytes;
    this.says = says;
    this.hears = hears;
    this.reading = reading;
    this.writing = writing;
    this.requests = requests;
  }

  /** What the table calls it. */
  public String label() {
    return label;
  }

  /** How many megabytes pass in each direction that is measured, where it is the first time. */
  public int megabytes() {
    return megabytes;
  }

  /** How many pass in each of many short windows. */
  public int window() {
    return Math.max(1, megabytes / WINDOWS);
  }

  /** Whether what the host reads stands behind a length. */
  boolean isByLength() {
    return reading == Reading.BY_LENGTH;
  }

  boolean isRpc() {
    return says.isRpc() || hears.isRpc();
  }

  /** Whether each frame is read and written with a library, as in a host of the field. */
  boolean isParsed() {
    return reading == Reading.BY_PARSING || writing == Writing.BY_MAKING;
  }

  boolean onError() {
    return this == ERR;
  }
}

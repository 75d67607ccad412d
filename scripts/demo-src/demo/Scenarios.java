package demo;

import demo.Scenario.End;
import java.util.ArrayList;
import java.util.List;

/** What the demo plays. */
final class Scenarios {
  /** The incident: three sessions on three channels, each stuck in its own way. */
  static final List<Scenario> INCIDENT =
      List.of(
          new Scenario("urlconnection 429 for ever", "telegram", "urlconnection", "!429", End.TOLD),
          new Scenario("jdk silent", "wechat", "jdk", "+async !silent", End.TOLD),
          new Scenario("acp quota on stderr", "whatsapp", "acp", "!quota-on-stderr", End.TOLD));

  /** A stream that is older than every limit of the demo, and gives a chunk every two seconds. */
  static final Scenario SLOW =
      new Scenario(
          "slow healthy",
          "telegram",
          "urlconnection",
          "+stream !slow:chunks=8:every=2s",
          End.UNTOUCHED);

  /** The other rows of the table. */
  static final List<Scenario> OTHERS =
      List.of(
          new Scenario("jdk 429 swallowed", "telegram", "jdk", "!429", End.SILENTLY_FREED),
          new Scenario("429 stall", "wechat", "urlconnection", "!429-stall", End.TOLD),
          new Scenario("urlconnection silent", "whatsapp", "urlconnection", "!silent", End.TOLD),
          new Scenario(
              "stream then stall", "telegram", "jdk", "+stream !stream-then-stall", End.TOLD),
          new Scenario(
              "stream then error",
              "wechat",
              "urlconnection",
              "+stream !stream-then-error",
              End.TOLD),
          new Scenario("acp silent", "telegram", "acp", "!silent", End.TOLD));

  private Scenarios() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>(INCIDENT);
    all.addAll(OTHERS);
    all.add(SLOW);
    return all;
  }
}

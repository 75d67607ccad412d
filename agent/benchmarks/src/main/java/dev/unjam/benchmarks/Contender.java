package dev.unjam.benchmarks;

/** A process among those that take turns: the second bare one shows what is noise. */
enum Contender {
  BARE(Setting.BARE),
  AGENT(Setting.AGENT),
  PEER(Setting.OPENTELEMETRY),
  BARE_AGAIN(Setting.BARE);

  private final Setting setting;

  Contender(Setting setting) {
    this.setting = setting;
  }

  Setting setting() {
    return setting;
  }
}

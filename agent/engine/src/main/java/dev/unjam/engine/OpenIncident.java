package dev.unjam.engine;

/**
 * What the status shows of an open incident.
 *
 * @param verdict as the log has it, {@code refused/quota}
 * @param holders how many threads it is about
 * @param openedAt in credited milliseconds
 */
record OpenIncident(String id, String verdict, int holders, long openedAt) {
  static OpenIncident of(Incident i) {
    return new OpenIncident(i.id, i.first.label(), i.cases.size(), i.openedAt);
  }
}

package samplehost.harness;

import java.util.Map;

/**
 * What has come to the provider until now.
 *
 * @param total all completions that were asked for
 * @param open answers that are under way or stalled
 * @param byBehaviour counts by the directive's name, such as {@code 429}
 * @param byUser counts by the gateway's session key, {@code agent:main:CHANNEL:CHAT}
 */
public record ProviderRequests(
    int total, int open, Map<String, Integer> byBehaviour, Map<String, Integer> byUser) {
  /** How many came of one chat. */
  public int of(String channel, String chat) {
    return byUser.getOrDefault(Rig.sessionKey(channel, chat), 0);
  }
}

package dev.unjam.engine.config;

import org.jspecify.annotations.Nullable;

/**
 * What the command line asks of an agent that is already inside, sent as agent arguments.
 *
 * <p>Its form is {@code unjam.verb=VERB[,unjam.value=VALUE],unjam.reply=PATH}; the path comes last
 * and may hold commas. The agent writes one JSON object to the path before {@code agentmain}
 * returns, and writes nothing where it does not run.
 *
 * @param verb {@code status}, {@code mode} or {@code detach}
 * @param value what the verb needs, or null
 * @param reply the file that takes the answer
 */
public record AgentRequest(String verb, @Nullable String value, String reply) {
  private static final String VERB = "unjam.verb=";
  private static final String VALUE = ",unjam.value=";
  private static final String REPLY = ",unjam.reply=";

  /** The request in these agent arguments, or null where they hold options. */
  public static @Nullable AgentRequest of(@Nullable String agentArgs) {
    int reply = agentArgs == null ? -1 : agentArgs.indexOf(REPLY);
    if (agentArgs == null || reply < 0 || !agentArgs.startsWith(VERB)) {
      return null;
    }
    String path = agentArgs.substring(reply + REPLY.length());
    int value = agentArgs.indexOf(VALUE);
    if (value < 0 || value > reply) {
      return new AgentRequest(agentArgs.substring(VERB.length(), reply), null, path);
    }
    return new AgentRequest(
        agentArgs.substring(VERB.length(), value),
        agentArgs.substring(value + VALUE.length(), reply),
        path);
  }

  /** The same as agent arguments. */
  public String toAgentArguments() {
    return VERB + verb + (value == null ? "" : VALUE + value) + REPLY + reply;
  }
}

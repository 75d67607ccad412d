package dev.unjam.agent.inside;

import dev.unjam.engine.Engine;
import dev.unjam.engine.config.AgentRequest;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.report.JsonLine;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers what the command line asks of a running agent, in the file that it names. */
final class Requests {
  private Requests() {}

  /** Does what is asked and writes the answer; whether the agent has ended with it. */
  static boolean answer(AgentRequest request, RunningAgent agent, Engine engine) {
    Map<String, @Nullable Object> reply = new LinkedHashMap<>();
    boolean ended = false;
    switch (request.verb()) {
      case "status" -> reply.putAll(agent.status());
      case "mode" -> reply.putAll(mode(request, agent, engine));
      case "detach" -> {
        agent.detach();
        reply.put("schema", 1);
        reply.put("detached", true);
        ended = true;
      }
      default -> reply.put("error", "unknown verb");
    }
    write(request.reply(), JsonLine.object(reply));
    return ended;
  }

  private static Map<String, @Nullable Object> mode(
      AgentRequest request, RunningAgent agent, Engine engine) {
    for (Mode m : Mode.values()) {
      if (m.name().toLowerCase(Locale.ROOT).equals(request.value())) {
        engine.mode(m);
        return agent.status();
      }
    }
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("error", "mode is one of act, observe, off");
    return error;
  }

  private static void write(String path, String json) {
    try (OutputStream out = new FileOutputStream(path)) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      System.err.println("unjam: cannot write the answer to " + path + ": " + e.getMessage());
    }
  }
}

package dev.unjam.agent.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls {@code java -jar unjam.jar VERB} as an operator would. */
public final class Verb {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Verb() {}

  public static Ended run(String verb, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Packaged.java().toString(), "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", Packaged.jar().toString(), verb));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return Ended.run(Path.of("").toAbsolutePath(), command, Map.of());
  }

  /** What the agent in that JVM answers to {@code status}. */
  public static JsonNode status(long pid) throws IOException {
    Ended ended = run("status", pid, "--json");
    if (ended.status() > 1) {
      throw new AssertionError("no status of " + pid + ": " + ended);
    }
    return JSON.readTree(ended.out());
  }
}

package dev.unjam.agent.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls {@code java -jar unjam.jar VERB} as an operator would, or asks as that does. */
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

  /**
   * What the agent in that JVM answers to {@code status}, asked from here: the verb's own JVM would
   * be started for one number after nearly every test.
   */
  public static JsonNode status(long pid) throws IOException {
    Path reply = Files.createTempFile("status", ".json");
    try {
      VirtualMachine there = VirtualMachine.attach(Long.toString(pid));
      try {
        there.loadAgent(Packaged.jar().toString(), "unjam.verb=status,unjam.reply=" + reply);
      } finally {
        there.detach();
      }
      String said = Files.readString(reply);
      if (said.isEmpty()) {
        throw new AssertionError("no agent runs in " + pid);
      }
      return JSON.readTree(said);
    } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
      throw new AssertionError("no status of " + pid + ": " + e, e);
    } finally {
      Files.delete(reply);
    }
  }
}

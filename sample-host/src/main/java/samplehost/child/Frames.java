package samplehost.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import samplehost.Json;

/** Writes JSON-RPC 2.0 frames, one a line. */
final class Frames {
  private final PrintStream out;

  Frames(PrintStream out) {
    this.out = out;
  }

  void result(JsonNode id, JsonNode result) {
    ObjectNode frame = frame();
    frame.set("id", id);
    frame.set("result", result);
    write(frame);
  }

  void error(JsonNode id, int code, String message) {
    ObjectNode frame = frame();
    frame.set("id", id);
    fill(frame.putObject("error"), code, message);
    write(frame);
  }

  void errorNotification(String session, String message) {
    ObjectNode frame = frame().put("method", "session/error");
    ObjectNode params = frame.putObject("params").put("sessionId", session);
    fill(params.putObject("error"), -32603, message);
    write(frame);
  }

  /** An update that says by its kind that the agent failed. */
  void errorUpdate(String session, String message) {
    ObjectNode frame = frame();
    ObjectNode error = update(frame, session, "error").putObject("error");
    error.put("code", 429).put("message", message);
    write(frame);
  }

  /** A tool that failed, by no fault of the agent's. */
  void failedTool(String session, String message) {
    ObjectNode frame = frame();
    ObjectNode update = update(frame, session, "tool_call_update");
    update.put("toolCallId", "call_1").put("status", "failed");
    update.putObject("rawOutput").putObject("error").put("code", 429).put("message", message);
    write(frame);
  }

  void chunk(String session, String text) {
    ObjectNode frame = frame();
    ObjectNode update = update(frame, session, "agent_message_chunk");
    update.putObject("content").put("type", "text").put("text", text);
    write(frame);
  }

  private static ObjectNode update(ObjectNode frame, String session, String kind) {
    frame.put("method", "session/update");
    ObjectNode update = frame.putObject("params").put("sessionId", session).putObject("update");
    return update.put("sessionUpdate", kind);
  }

  /** Begins a frame that never ends. */
  void half(String session) {
    out.print(
        "{\"jsonrpc\":\"2.0\",\"method\":\"session/update\",\"params\":{\"sessionId\":\""
            + session);
    out.flush();
  }

  private static void fill(ObjectNode error, int code, String message) {
    error.put("code", code).put("message", "Internal error");
    error.putObject("data").put("details", message).put("statusCode", 429);
  }

  private static ObjectNode frame() {
    return Json.MAPPER.createObjectNode().put("jsonrpc", "2.0");
  }

  private void write(ObjectNode frame) {
    out.println(frame);
  }
}

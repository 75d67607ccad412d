package samplehost.gateway;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import samplehost.Json;

/** Puts an answer together from the lines of a stream of server-sent events. */
final class EventLines {
  private static final String DATA = "data: ";

  private final StringBuilder text = new StringBuilder();

  static String read(InputStream body) throws IOException {
    EventLines events = new EventLines();
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (events.last(line)) {
        return events.text.toString();
      }
    }
    throw new EOFException("the stream ended before [DONE]");
  }

  static String read(Iterator<String> lines) throws IOException {
    EventLines events = new EventLines();
    while (lines.hasNext()) {
      if (events.last(lines.next())) {
        return events.text.toString();
      }
    }
    throw new EOFException("the stream ended before [DONE]");
  }

  // BUG: an error event is something unknown, and unknown things are passed over
  private boolean last(String line) throws IOException {
    if (!line.startsWith(DATA)) {
      return false;
    }
    String data = line.substring(DATA.length());
    if (data.equals("[DONE]")) {
      return true;
    }
    text.append(
        Json.MAPPER.readTree(data).path("choices").path(0).path("delta").path("content").asText());
    return false;
  }
}

package samplehost.provider;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.BufferedSink;
import okio.Okio;
import okio.Socket;

/** Writes a response's body by hand: server-sent events, each one an HTTP chunk. */
final class EventStream {
  private final BufferedSink sink;

  EventStream(Socket socket) {
    this.sink = Okio.buffer(socket.getSink());
  }

  /** What writes into one stream; it may go on for ever. */
  interface Writer {
    void write(EventStream events) throws IOException;
  }

  void data(String data) throws IOException {
    chunk("data: " + data + "\n\n");
  }

  void event(String name, String data) throws IOException {
    chunk("event: " + name + "\ndata: " + data + "\n\n");
  }

  void end() throws IOException {
    raw("0\r\n\r\n");
  }

  private void chunk(String text) throws IOException {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    raw(Integer.toHexString(length) + "\r\n" + text + "\r\n");
  }

  /** Writes and flushes the text as it is. */
  void raw(String text) throws IOException {
    sink.writeUtf8(text).flush();
  }
}

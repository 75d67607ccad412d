package dev.unjam.weave.urlconnection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.SocketHooks;
import dev.unjam.bridge.UrlConnectionHooks;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.weave.Held;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import org.junit.jupiter.api.Test;

class UrlConnectionAbortTest {
  private final UrlConnectionAbort abort = new UrlConnectionAbort();

  @Test
  void whileABodyIsSentTheConnectionIsLeftAloneAndNotWhileItsAnswerIsWaitedFor() throws Exception {
    Disconnected connection = new Disconnected();
    Held.run(
        () -> {
          CallRecord call = sent(connection);
          Object writing = SocketHooks.enter(new Object(), "implWrite");
          assertInstanceOf(Attempt.NoHandle.class, abort.abort(call, "quota"));
          assertEquals(0, connection.times);
          SocketHooks.exit(writing);
          Object reading = SocketHooks.enter(new Object(), "read");
          assertInstanceOf(Attempt.Done.class, abort.abort(call, "quota"));
          assertEquals(1, connection.times);
          SocketHooks.exit(reading);
          return null;
        });
  }

  private static CallRecord sent(HttpURLConnection connection) {
    Object entered = UrlConnectionHooks.enter(connection, -1);
    UrlConnectionHooks.exit(entered);
    return assertInstanceOf(CallRecord.class, entered);
  }

  /** Counts instead of disconnecting. */
  private static final class Disconnected extends HttpURLConnection {
    private int times;

    private Disconnected() throws Exception {
      super(url());
    }

    private static URL url() throws Exception {
      return URI.create("http://provider.example/").toURL();
    }

    @Override
    public void disconnect() {
      times++;
    }

    @Override
    public boolean usingProxy() {
      return false;
    }

    @Override
    public void connect() {}
  }
}

package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UrlConnectionHooksTest extends Crew {
  private static final int UNKNOWN = -1;

  private final Object lock = new Object();
  private final Object jdksOwn = new Object();

  /** One whose head has the fields as the JDK has them: the status line under no name. */
  private static final class Connection extends HttpURLConnection {
    private final Map<String, List<String>> fields = new HashMap<>();

    Connection() throws MalformedURLException {
      super(URI.create("http://provider.example/v1").toURL());
      fields.put(null, List.of("HTTP/1.1 429 Too Many Requests"));
      fields.put("Retry-After", List.of("30"));
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
      return fields;
    }

    @Override
    public void connect() {}

    @Override
    public void disconnect() {}

    @Override
    public boolean usingProxy() {
      return false;
    }
  }

  @Test
  void theLockThatTheJdkTakesInAnUnrecordedCallMakesItNoCallUnderAHold() throws Exception {
    onHost(
        () -> {
          Connection connection = new Connection();
          Object outer = UrlConnectionHooks.enter(connection, UNKNOWN);
          HoldHooks.ownerSet(jdksOwn, Thread.currentThread());
          Object inner = UrlConnectionHooks.enter(connection, UNKNOWN);
          assertTrue(UrlConnectionHooks.left(inner));
          HoldHooks.ownerSet(jdksOwn, null);
          assertTrue(UrlConnectionHooks.left(outer));
          assertNull(Threads.mine().call());
          return null;
        });
  }

  @Test
  void whoGivesOutABodyAsksByPostUnlessItSaysOtherwise() throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          Connection posts = new Connection();
          posts.setDoOutput(true);
          assertEquals("POST", begun(posts).method);
          Connection puts = new Connection();
          puts.setRequestMethod("PUT");
          puts.setDoOutput(true);
          assertEquals("PUT", begun(puts).method);
          assertEquals("GET", begun(new Connection()).method);
          Connection reads = new Connection();
          reads.setDoOutput(true);
          Object entered = UrlConnectionHooks.enter(reads, UNKNOWN);
          assertEquals("GET", assertInstanceOf(CallRecord.class, entered).method);
          UrlConnectionHooks.head(entered, reads, null, 200);
          HoldHooks.ownerSet(lock, null);
          return null;
        });
  }

  private static CallRecord begun(Connection connection) {
    Object entered = UrlConnectionHooks.sendEnter(connection, UNKNOWN);
    CallRecord call = assertInstanceOf(CallRecord.class, entered);
    assertFalse(UrlConnectionHooks.left(entered));
    UrlConnectionHooks.exit(entered);
    return call;
  }

  /** Its stack was full, say, and whatever was thrown there was swallowed. */
  @Test
  void aCallWhoseEndWasNeverSeenMutesNobodyBeyondTheNext() throws Exception {
    onHost(
        () -> {
          ThreadRecord r = Threads.mine();
          HoldHooks.ownerSet(lock, Thread.currentThread());
          r.mute();
          Connection connection = new Connection();
          Object entered = UrlConnectionHooks.enter(connection, UNKNOWN);
          assertTrue(r.isMuted());
          UrlConnectionHooks.head(entered, connection, null, 200);
          assertFalse(r.isMuted());
          HoldHooks.ownerSet(lock, null);
          return null;
        });
  }

  @Test
  void theNextCallUnderAHoldIsRecordedWithItsHead() throws Exception {
    onHost(
        () -> {
          UrlConnectionHooks.left(UrlConnectionHooks.enter(new Connection(), UNKNOWN));
          HoldHooks.ownerSet(lock, Thread.currentThread());
          Connection connection = new Connection();
          Object entered = UrlConnectionHooks.enter(connection, UNKNOWN);
          CallRecord call = assertInstanceOf(CallRecord.class, entered);
          assertEquals("provider.example:80", call.peer);
          UrlConnectionHooks.head(entered, connection, null, 429);
          assertEquals(429, call.status());
          assertEquals(Map.of("retry-after", List.of("30")), lowerCase(call.answer().headers()));
          HoldHooks.ownerSet(lock, null);
          return null;
        });
  }

  @Test
  void onceItIsConnectedARequestIsSentThoughNobodyAskedToConnect() throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          Connection connection = new Connection();
          CallRecord call =
              assertInstanceOf(CallRecord.class, UrlConnectionHooks.enter(connection, UNKNOWN));
          Object inner = UrlConnectionHooks.sendEnter(connection, UNKNOWN);
          assertEquals(CallRecord.Phase.CONNECTING, call.phase());
          assertFalse(UrlConnectionHooks.left(inner));
          UrlConnectionHooks.exit(inner);
          assertEquals(CallRecord.Phase.SENT, call.phase());
          assertTrue(call.isOnStack(), "the outer method goes on");
          HoldHooks.ownerSet(lock, null);
          return null;
        });
  }

  private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, values) -> all.put(name.toLowerCase(Locale.ROOT), values));
    return all;
  }
}

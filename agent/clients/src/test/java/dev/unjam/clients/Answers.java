package dev.unjam.clients;

import clienthost.Scenario;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Writes what a scenario answers, byte by byte. */
final class Answers {
  /** Well below every limit of the agent's in these tests. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Well above its {@code silence}, and below its {@code silence.head}, less a busy machine. */
  private static final Duration LATE = Duration.ofSeconds(6);

  private static final int MORE_THAN_EVER_COMES = 4096;
  static final String REFUSAL =
      "{\"error\":{\"message\":\"You exceeded your current quota, please check your plan and billing"
          + " details.\",\"type\":\"insufficient_quota\",\"param\":null,"
          + "\"code\":\"insufficient_quota\"}}";

  static final String USED_UP =
      "{\"error\":{\"message\":\"You've reached your usage limit for this billing cycle. Your quota"
          + " will be refreshed in the next cycle.\",\"type\":\"access_terminated_error\"}}";

  private final OutputStream out;
  private final Gone gone;
  private final Asked asked;
  private final Requests requests;

  Answers(OutputStream out, Gone gone, Asked asked, Requests requests) {
    this.out = out;
    this.gone = gone;
    this.asked = asked;
    this.requests = requests;
  }

  /** Tells whether a client leaves. */
  interface Gone {
    /** Waits so long, for ever if it is zero, and comes back at once if the client leaves. */
    boolean within(Duration time) throws IOException;
  }

  /** Answers; returns whether the answer ended, or the client went before that. */
  boolean give() throws IOException {
    switch (asked.scenario()) {
      case OK -> ok();
      case HANG, POSTED -> {
        return leftAlone();
      }
      case HEAD, AGAIN -> {
        head("200 OK", "application/json", MORE_THAN_EVER_COMES);
        return leftAlone();
      }
      case REFUSED -> {
        head("429 Too Many Requests", "application/json", MORE_THAN_EVER_COMES);
        // Some read no further than where the JSON ends.
        boolean page = asked.language() == Language.PLAIN;
        write(page ? REFUSAL + " ".repeat(40) : REFUSAL.substring(0, REFUSAL.length() - 2));
        return leftAlone();
      }
      case REFUSED_WHOLE -> whole("403 Forbidden", USED_UP);
      case REFUSED_IN_STREAM -> {
        events(1);
        chunk(asked.language().error(REFUSAL));
        return leftAlone();
      }
      case STOPS -> {
        events(3);
        return leftAlone();
      }
      case PINGS -> {
        return pings();
      }
      case RETRY -> whole("429 Too Many Requests\r\nRetry-After: 900", REFUSAL);
      case HELD -> {
        requests.awaitFreed(asked.path());
        ok();
      }
      case ASKED -> {
        requests.awaitCame(asked.pathOf(Scenario.HELD));
        ok();
      }
      case FREE -> {
        requests.free(asked.pathOf(Scenario.HELD));
        ok();
      }
      case UPLOAD, CONNECT, HANDSHAKE, LEASE -> throw new IllegalStateException(asked.toString());
      case TRICKLE, TRICKLE_BESIDE_HANGING, TRICKLE_BESIDE_REFUSED -> {
        return trickle(Scenario.LONG);
      }
      case LATE -> {
        return late(LATE);
      }
      case VERY_LATE -> {
        return late(Scenario.LONG);
      }
      case INSTEAD -> {
        return asked.streamed() ? trickle(LATE) : slowly();
      }
      case LATE_BODY -> {
        return lateBody();
      }
    }
    return true;
  }

  private boolean leftAlone() throws IOException {
    return !gone.within(Duration.ZERO);
  }

  private void ok() throws IOException {
    if (asked.streamed()) {
      events(0);
      end();
      return;
    }
    String words = asked.language().whole(Scenario.BODY);
    head("200 OK", asked.language().type(), words.length());
    write(words);
  }

  /** A refusal that comes in one piece. */
  private void whole(String status, String body) throws IOException {
    write(
        ("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n")
            + ("Content-Length: " + body.length() + "\r\n\r\n")
            + body);
  }

  private void head(String status, String type, int length) throws IOException {
    write(
        ("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\n")
            + ("Content-Length: " + length + "\r\n\r\n"));
  }

  private boolean late(Duration time) throws IOException {
    if (gone.within(time)) {
      return false;
    }
    ok();
    return true;
  }

  /** What is before the words is nothing to whoever reads them. */
  private boolean slowly() throws IOException {
    String words = asked.language().whole(Scenario.BODY);
    long pauses = LATE.dividedBy(PAUSE);
    head("200 OK", asked.language().type(), Math.toIntExact(pauses) + words.length());
    for (long left = pauses; left > 0; left--) {
      if (gone.within(PAUSE)) {
        return false;
      }
      write(" ");
    }
    write(words);
    return true;
  }

  private boolean lateBody() throws IOException {
    head("200 OK", "text/plain", Scenario.BODY.length());
    if (gone.within(Scenario.LONG)) {
      return false;
    }
    write(Scenario.BODY);
    return true;
  }

  private void events(int count) throws IOException {
    write(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    chunk(asked.language().begin());
    for (int i = 0; i < count; i++) {
      chunk(asked.language().part("word " + i));
    }
  }

  private boolean pings() throws IOException {
    events(1);
    while (!gone.within(PAUSE)) {
      chunk(": ping\n\n");
      if (asked.language() != Language.OPENAI) { // its SDK takes every event for a piece of text
        chunk("event: ping\ndata: {\"type\": \"ping\"}\n\n");
      }
    }
    return false;
  }

  private void end() throws IOException {
    chunk(asked.language().part(Scenario.BODY) + asked.language().end());
    write("0\r\n\r\n");
  }

  private boolean trickle(Duration time) throws IOException {
    events(1);
    for (long left = time.dividedBy(PAUSE); left > 0; left--) {
      if (gone.within(PAUSE)) {
        return false;
      }
      chunk(asked.language().part(String.valueOf(left)));
    }
    end();
    return true;
  }

  private void chunk(String text) throws IOException {
    if (text.isEmpty()) {
      return; // that would be the last one
    }
    write(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}

package samplehost.provider;

import java.io.IOException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import mockwebserver3.SocketHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completions that end, late or never. */
final class Completions {
  private static final Logger LOG = LoggerFactory.getLogger(Completions.class);
  private static final String DONE = "[DONE]";

  private final RequestLog log;

  Completions(RequestLog log) {
    this.log = log;
  }

  MockResponse ok(Ask ask) {
    if (!ask.stream()) {
      return Answers.json(200, Answers.completion("echo: " + ask.text()));
    }
    return events(
        events -> {
          events.data(Answers.text(Answers.chunk("echo: ")));
          events.data(Answers.text(Answers.chunk(ask.text())));
          events.data(DONE);
          events.end();
        });
  }

  /** One chunk after the other with a pause before each: long, and healthy. */
  MockResponse slow(Ask ask) {
    int chunks = ask.directive().count("chunks", 30);
    Duration every = ask.directive().duration("every", Duration.ofSeconds(2));
    if (!ask.stream()) {
      log.whileOpen(() -> ask.client().goneWithin(every.multipliedBy(chunks)));
      return Answers.json(200, Answers.completion("echo: " + ask.text()));
    }
    return events(
        events -> {
          for (int i = 1; i <= chunks; i++) {
            if (ask.client().goneWithin(every)) {
              return;
            }
            events.data(Answers.text(Answers.chunk("chunk " + i + "; ")));
          }
          events.data(DONE);
          events.end();
        });
  }

  /** A 200 whose stream stays open without an end, after an error event if there is to be one. */
  MockResponse streamThatStalls(Ask ask, boolean error) {
    return events(
        events -> {
          events.data(Answers.text(Answers.chunk("so far ")));
          if (error) {
            events.event("error", Answers.text(Refusals.body(ask.directive())));
          }
          ask.client().awaitGone();
        });
  }

  /** A 429 whose body promises more than ever comes. */
  MockResponse refusalThatStalls(Ask ask) {
    String body = Answers.text(Refusals.body(ask.directive()));
    return Refusals.head(ask.directive())
        .setHeader("Content-Length", 4096)
        .socketHandler(
            open(
                stream -> {
                  stream.raw(body.substring(0, body.length() / 2));
                  ask.client().awaitGone();
                }))
        .onResponseEnd(new SocketEffect.CloseSocket())
        .build();
  }

  private MockResponse events(EventStream.Writer writer) {
    return new MockResponse.Builder()
        .clearHeaders()
        .addHeader("Content-Type", "text/event-stream")
        .addHeader("Transfer-Encoding", "chunked")
        .socketHandler(open(writer))
        .build();
  }

  private SocketHandler open(EventStream.Writer writer) {
    return socket ->
        log.whileOpen(
            () -> {
              try {
                writer.write(new EventStream(socket));
              } catch (IOException gone) {
                LOG.debug("the client went in the middle of an answer", gone);
              }
            });
  }
}

package samplehost.provider;

import java.time.Duration;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import samplehost.Directive;

/** Answers every request by its directive, on the thread of its connection. */
final class Script extends Dispatcher {
  private final Clients clients;
  private final RequestLog log = new RequestLog();
  private final Completions completions = new Completions(log);

  Script(Clients clients) {
    this.clients = clients;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
    return switch (request.getMethod() + " " + request.getUrl().encodedPath()) {
      case "POST /v1/chat/completions" -> complete(request);
      case "GET /requests" -> counted(request.getUrl());
      default -> Answers.json(404, Answers.error("no such page: " + request.getTarget()));
    };
  }

  private MockResponse counted(HttpUrl url) throws InterruptedException {
    int total = number(url, "total");
    int open = url.queryParameter("open") == null ? Integer.MAX_VALUE : number(url, "open");
    log.await(total, open, Duration.ofSeconds(number(url, "wait")));
    return Answers.json(200, log.snapshot());
  }

  private static int number(HttpUrl url, String name) {
    String value = url.queryParameter(name);
    return value == null ? 0 : Integer.parseInt(value);
  }

  private MockResponse complete(RecordedRequest request) {
    try {
      return play(Ask.of(request, clients.of(request.getConnectionIndex())));
    } catch (IllegalArgumentException e) {
      return Answers.json(400, Answers.error(e.getMessage()));
    }
  }

  private MockResponse play(Ask ask) {
    int times = log.count(ask);
    Directive directive = ask.directive();
    return switch (directive.name()) {
      case "ok" -> completions.ok(ask);
      case "429" -> Refusals.of(directive);
      case "429-stall" -> completions.refusalThatStalls(ask);
      case "429-then-ok" ->
          times <= directive.firstCount(1) ? Refusals.of(directive) : completions.ok(ask);
      case "error" ->
          Answers.json(directive.count("status", 401), Answers.error("not today, as scripted"));
      case "silent" -> silent(ask);
      case "stream-then-stall" -> completions.streamThatStalls(ask, false);
      case "stream-then-error" -> completions.streamThatStalls(ask, true);
      case "slow" -> completions.slow(ask);
      default -> throw new IllegalArgumentException(unknown(directive));
    };
  }

  private MockResponse silent(Ask ask) {
    log.whileOpen(ask.client()::awaitGone);
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }

  private static String unknown(Directive directive) {
    return "unknown directive !"
        + directive.name()
        + ": there are !ok, !429, !429-stall, !429-then-ok:N, !error:status=N, !silent,"
        + " !stream-then-stall, !stream-then-error, !slow";
  }
}

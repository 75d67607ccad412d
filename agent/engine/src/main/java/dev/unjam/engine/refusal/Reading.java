package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Gathers the evidence of an exchange, by the way it travelled. */
final class Reading {
  private Reading() {}

  /**
   * @param sayings asked for only where lines are to be judged
   */
  static Evidence of(Exchange exchange, Supplier<Sayings> sayings) {
    Evidence evidence = new Evidence(exchange);
    switch (exchange.transport()) {
      case HTTP, SSE -> http(exchange, evidence);
      case STDIO -> new ChildLines(evidence, sayings.get()).read(exchange.body());
      case GRPC -> GrpcStatus.read(exchange, evidence);
    }
    return evidence;
  }

  private static void http(Exchange exchange, Evidence evidence) {
    int status = exchange.status();
    if (status >= 400) {
      evidence.failed();
      evidence.status(status);
      String type = evidence.header("x-amzn-errortype");
      if (type != null) {
        int colon = type.indexOf(':');
        evidence.code(colon < 0 ? type : type.substring(0, colon));
      }
    }
    String body = exchange.body();
    if (status < 400 && AwsFrames.are(evidence)) {
      AwsFrames.read(body, evidence);
    } else if (EventStream.looksLikeOne(body)) {
      new EventStream(evidence).read(body);
    } else if (exchange.transport() == Transport.HTTP || status >= 400) {
      body(body, status >= 400, evidence);
    } else {
      new EventStream(evidence).read(body);
    }
  }

  private static void body(String body, boolean failed, Evidence evidence) {
    int start = firstInk(body);
    if (start < 0) {
      return;
    }
    Map<?, ?> end = failed || isBinary(evidence) ? null : ChunkLines.last(body);
    if (end != null) {
      claim(end, evidence);
      return;
    }
    char first = body.charAt(start);
    Json json = first == '{' || first == '[' || first == '"' ? Json.read(body, start) : null;
    if (json != null && !failed && isFile(json, body, evidence)) {
      return;
    }
    if (json != null) {
      value(json.root(), failed, evidence);
    } else if (failed && first != '{' && first != '[') {
      new ErrorObject(evidence).read(isMarkup(body, start, evidence) ? Html.text(body) : body);
    }
  }

  /** What somebody fetches may be about errors: a log, a transcript, a batch's results. */
  private static boolean isFile(Json json, String body, Evidence evidence) {
    return isBinary(evidence) || (json.complete() && !body.substring(json.end()).isBlank());
  }

  private static boolean isBinary(Evidence evidence) {
    String type = evidence.header("content-type");
    return type != null && type.toLowerCase(Locale.ROOT).contains("octet-stream");
  }

  private static void value(Object root, boolean failed, Evidence evidence) {
    if (failed) {
      new ErrorObject(evidence).read(root);
    } else if (root instanceof Map<?, ?> map) {
      claim(map, evidence);
    } else if (root instanceof List<?> list && isOneAnswer(list)) {
      if (list.get(list.size() - 1) instanceof Map<?, ?> map) {
        claim(map, evidence);
      }
    }
  }

  /**
   * Gemini's way to say it: an error alone, or after the chunks of a stream. A list of other things
   * is one of somebody's records.
   */
  private static boolean isOneAnswer(List<?> list) {
    return !list.isEmpty()
        && list.subList(0, list.size() - 1).stream()
            .allMatch(chunk -> chunk instanceof Map<?, ?> map && map.containsKey("candidates"));
  }

  /** Takes the error of an object that says by its form that it is one. */
  static boolean claim(Map<?, ?> map, Evidence evidence) {
    Object error = ErrorShape.find(map);
    if (error == null) {
      return false;
    }
    evidence.failed();
    new ErrorObject(evidence).read(error);
    return true;
  }

  private static int firstInk(String body) {
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (!Character.isWhitespace(c) && c != '\ufeff') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isMarkup(String body, int start, Evidence evidence) {
    String type = evidence.header("content-type");
    return body.charAt(start) == '<'
        || (type != null && type.toLowerCase(Locale.ROOT).contains("html"));
  }
}

package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the status of a failed gRPC call, as trailers, as a number or as an exception prints it.
 */
final class GrpcStatus {
  private static final List<String> NAMES =
      List.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");
  private static final int HEAD_CHARS = 300;

  private GrpcStatus() {}

  static void read(Exchange exchange, Evidence evidence) {
    String name = nameOf(exchange, evidence);
    if (name.isEmpty() || name.equals("OK")) {
      return;
    }
    evidence.failed();
    evidence.status(exchange.status());
    evidence.code(name);
    String trailer = evidence.header("grpc-message");
    if (trailer != null) {
      evidence.text(trailer.replace("%20", " "));
    }
    body(exchange.body().strip(), name, evidence);
    StatusDetails.read(evidence);
  }

  private static void body(String body, String name, Evidence evidence) {
    Json json = body.startsWith("{") ? Json.read(body, 0) : null;
    if (json != null && json.root() instanceof Map<?, ?> map) {
      new ErrorObject(evidence).read(map);
      return;
    }
    String description = description(body, name);
    if (description.isBlank() && evidence.texts().isEmpty()) {
      evidence.text(name);
    } else {
      new ErrorObject(evidence).read(description);
    }
  }

  /**
   * What follows the status name: the name alone says too little, 8 is also "message too large".
   */
  private static String description(String body, String name) {
    int at = body.indexOf(name);
    String rest = at < 0 ? body : body.substring(at + name.length()).stripLeading();
    return rest.startsWith(":") ? rest.substring(1).strip() : rest;
  }

  private static String nameOf(Exchange exchange, Evidence evidence) {
    String trailer = evidence.header("grpc-status");
    Integer number = trailer == null ? null : Numbers.small(trailer);
    if (number != null && number > 0 && number < NAMES.size()) {
      return NAMES.get(number);
    }
    if (exchange.status() > 0 && exchange.status() < NAMES.size()) {
      return NAMES.get(exchange.status());
    }
    String named = nameIn(exchange.body());
    return named.isEmpty() && exchange.status() >= 400 ? "UNKNOWN" : named;
  }

  /**
   * Java prints {@code RESOURCE_EXHAUSTED: why}, Go {@code code = ResourceExhausted desc = why}.
   */
  private static String nameIn(String body) {
    String head = Clean.cap(body, HEAD_CHARS);
    String flat = head.replace("_", "").toLowerCase(Locale.ROOT);
    String found = "";
    int first = Integer.MAX_VALUE;
    for (String name : NAMES) {
      int at =
          name.indexOf('_') > 0
              ? flat.indexOf(name.replace("_", "").toLowerCase(Locale.ROOT))
              : head.indexOf(name);
      if (at >= 0 && at < first && !name.equals("OK")) {
        first = at;
        found = name;
      }
    }
    return found;
  }
}

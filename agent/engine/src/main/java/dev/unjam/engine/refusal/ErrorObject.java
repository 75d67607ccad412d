package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads codes, words and times out of an error object, and out of those nested in it.
 *
 * <p>Only members that providers use for this are read, never the rest: a {@code failed_generation}
 * or an echoed prompt is what a model or a user said.
 */
final class ErrorObject {
  private static final int MAX_DEPTH = 8;

  private static final Set<String> CODES =
      Set.of(
          "code",
          "type",
          "status",
          "reason",
          "errorcode",
          "errortype",
          "errno",
          "name",
          "errorname",
          "kind",
          "statuscode",
          "httpcode",
          "httpstatus",
          "errorstatus",
          "errorcategory",
          "httpstatuscode",
          "httpresponsestatuscode",
          "apierrorstatus",
          "limitname",
          "quotaid",
          "quotametric",
          "category",
          "subtype",
          "grpcstatus",
          "ratelimittype",
          "state",
          "codexerrorinfo",
          "limittype",
          "limitreached",
          "limitsource",
          "__type",
          "exception");
  private static final Set<String> TEXTS =
      Set.of(
          "message",
          "msg",
          "errormsg",
          "errormessage",
          "error",
          "err",
          "detail",
          "details",
          "description",
          "errordescription",
          "title",
          "faultstring",
          "statusmsg",
          "statusmessage",
          "raw",
          "responsebody",
          "body",
          "reason",
          "errors",
          "result",
          "providermessage",
          "usermessage",
          "additionaldetails",
          "agentresult");
  private static final Set<String> NESTED =
      Set.of(
          "error",
          "errors",
          "err",
          "details",
          "detail",
          "data",
          "metadata",
          "innererror",
          "violations",
          "cause",
          "response",
          "baseresp",
          "header",
          "fault",
          "meta",
          "lasterror",
          "raw",
          "body",
          "responsebody",
          "upstreamerror",
          "providererror",
          "errordetails",
          "headers",
          "codexerrorinfo",
          "httpconnectionfailed",
          "responsestreamconnectionfailed",
          "responsestreamdisconnected",
          "responsetoomanyfailedattempts",
          "ratelimitinfo",
          "errorinfo",
          "extra",
          "status");
  private static final Set<String> HINTS =
      Set.of(
          "retrydelay",
          "retryafter",
          "retryafterms",
          "retryafterseconds",
          "retryafters",
          "retrydelayms",
          "retryinseconds",
          "resetsinseconds",
          "resetinseconds",
          "resetseconds",
          "resetafterseconds",
          "resetsat",
          "resetat",
          "reset",
          "resettime",
          "ratelimitreset",
          "xratelimitreset",
          "nextretryat",
          "waitseconds",
          "quotaresetdelay",
          "quotaresettimestamp");

  private final Evidence evidence;

  ErrorObject(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Reads whatever stands where an error belongs: an object, a list of them or a sentence. */
  void read(@Nullable Object value) {
    read(value, 0);
  }

  private void read(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      return;
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, member) -> member(plainKey(String.valueOf(key)), member, depth));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> read(each, depth + 1));
    } else if (value instanceof String text) {
      sentence(text, depth);
    }
  }

  private void member(String key, @Nullable Object value, int depth) {
    if (value instanceof String text) {
      scalar(key, text, depth);
    } else if (key.endsWith("exception") && value instanceof Map<?, ?>) {
      evidence.code(key.substring(0, key.length() - "exception".length()) + " exception");
      read(value, depth + 1);
    } else if (value != null && NESTED.contains(key)) {
      read(value, depth + 1);
    }
  }

  private void scalar(String key, String text, int depth) {
    if (HINTS.contains(key)) {
      evidence.hint(key, text);
    }
    boolean code = CODES.contains(key) && !isSentence(text);
    if (code) {
      code(text);
    } else if (key.equals("responsebody")) {
      body(text, depth);
    } else if (TEXTS.contains(key) || CODES.contains(key)) {
      sentence(text, depth);
    }
  }

  /** What the provider answered, which is its error whatever it looks like. */
  private void body(String text, int depth) {
    Json json = text.startsWith("{") ? Json.read(text, 0) : null;
    if (json == null) {
      sentence(text, depth);
    } else {
      read(json.root(), depth + 1);
    }
  }

  private void code(String text) {
    Integer number = Numbers.small(text);
    if (number != null && number >= 400 && number < 600) {
      evidence.status(number);
    }
    evidence.code(text);
  }

  /** A sentence may carry another provider's body: its error counts, its other words do not. */
  private void sentence(String text, int depth) {
    int brace = objectStart(text);
    Json inner = brace < 0 ? null : Json.read(text, brace);
    if (inner == null || !(inner.root() instanceof Map<?, ?> map) || map.isEmpty()) {
      evidence.text(text);
      if (!isSentence(text)) {
        evidence.word(text);
      }
      return;
    }
    evidence.text(text.substring(0, brace));
    if (ErrorShape.looksLikeError(map)) {
      read(map, depth + 1);
    }
  }

  private static int objectStart(String text) {
    for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
      int next = at + 1;
      while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
        next++;
      }
      if (next < text.length() && (text.charAt(next) == '"' || text.charAt(next) == '\'')) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isSentence(String text) {
    return text.indexOf(' ') >= 0 || text.length() > 120;
  }

  static String plainKey(String key) {
    if (key.equals("__type")) {
      return key;
    }
    StringBuilder out = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      if (Character.isLetterOrDigit(key.charAt(i))) {
        out.append(key.charAt(i));
      }
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }
}

package samplehost.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;
import samplehost.Json;

/**
 * The gateway's pages; all of them run on Jetty's threads, so they answer while workers are stuck.
 */
final class Api extends Handler.Abstract {
  private static final Set<String> CHANNELS = Set.of("telegram", "wechat", "whatsapp");
  private static final long LONGEST_WAIT_SECONDS = 60;

  private final Workers workers;
  private final Turns turns;
  private final Outbox outbox;
  private final SessionStore sessions;

  Api(Workers workers, Turns turns, Outbox outbox, SessionStore sessions) {
    this.workers = workers;
    this.turns = turns;
    this.outbox = outbox;
    this.sessions = sessions;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Exchange exchange = new Exchange(response, callback);
    String[] path = request.getHttpURI().getPath().split("/", -1);
    String method = request.getMethod();
    if (path.length == 2 && method.equals("GET") && path[1].equals("health")) {
      exchange.json(200, health());
    } else if (path.length == 4 && method.equals("POST") && path[3].equals("messages")) {
      channel(path, exchange, () -> accept(path[2], request, exchange));
    } else if (path.length == 6 && method.equals("GET") && path[5].equals("outbox")) {
      channel(
          path, exchange, () -> outbox(path[2], URIUtil.decodePath(path[4]), request, exchange));
    } else {
      exchange.error(404, "no such page");
    }
    return true;
  }

  private Map<String, Object> health() {
    return Map.of(
        "workers",
        Map.of("size", workers.size(), "busy", workers.busy(), "queued", workers.queued()),
        "sessions",
        sessions.count());
  }

  /** What answers a request of a channel. */
  private interface Page {
    void answer() throws IOException;
  }

  private static void channel(String[] path, Exchange exchange, Page page) throws IOException {
    if (!path[1].equals("channels") || !CHANNELS.contains(path[2])) {
      exchange.error(404, "no such channel: there are telegram, wechat, whatsapp");
    } else {
      page.answer();
    }
  }

  private void accept(String channel, Request request, Exchange exchange) throws IOException {
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(Content.Source.asString(request));
    } catch (JsonProcessingException e) {
      exchange.error(400, "the body is not JSON");
      return;
    }
    String chat = body.path("chat").asText();
    String text = body.path("text").asText();
    if (chat.isEmpty() || text.isEmpty()) {
      exchange.error(400, "the body needs \"chat\" and \"text\"");
      return;
    }
    try {
      workers.execute(turns.of(new Message(channel, chat, text)));
      exchange.json(202, Map.of("accepted", true));
    } catch (RejectedExecutionException full) {
      exchange.error(503, "all workers are busy and the queue is full");
    }
  }

  private void outbox(String channel, String chat, Request request, Exchange exchange) {
    Fields query = Request.extractQueryParameters(request);
    try {
      long after = number(query, "after");
      Duration wait = Duration.ofSeconds(Math.min(number(query, "wait"), LONGEST_WAIT_SECONDS));
      exchange.jsonWhen(
          outbox.after(Message.sessionKey(channel, chat), after, wait),
          getServer().getThreadPool());
    } catch (IllegalArgumentException e) {
      exchange.error(400, e.getMessage());
    }
  }

  private static long number(Fields query, String name) {
    String value = query.getValue(name);
    if (value == null) {
      return 0;
    }
    if (!value.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(name + " is not a whole number, such as 20");
    }
    return Long.parseLong(value);
  }
}

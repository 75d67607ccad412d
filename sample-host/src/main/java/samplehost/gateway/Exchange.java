package samplehost.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import samplehost.Json;

/** Ends one HTTP request with JSON, from any thread. */
record Exchange(Response response, Callback callback) {
  void json(int status, Object body) {
    try {
      String text = Json.MAPPER.writeValueAsString(body) + "\n";
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");
      Content.Sink.write(response, true, text, callback);
    } catch (JsonProcessingException e) {
      callback.failed(e);
    }
  }

  /** Answers later, on a thread of that executor. */
  void jsonWhen(CompletableFuture<?> body, Executor executor) {
    CompletableFuture<Void> unused = body.thenAcceptAsync(found -> json(200, found), executor);
  }

  void error(int status, String message) {
    json(status, Map.of("error", message));
  }
}

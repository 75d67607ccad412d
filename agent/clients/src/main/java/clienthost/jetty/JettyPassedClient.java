package clienthost.jetty;

import clienthost.Client;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;

/** Jetty's HttpClient, whose requests are handed to a destination or a connection of the host's. */
public final class JettyPassedClient implements Client {
  private final HttpClient client = new HttpClient();
  private final Passing passing;

  private JettyPassedClient(Passing passing) {
    this.passing = passing;
  }

  /** A client whose requests go to a destination. */
  public static JettyPassedClient destination() {
    return new JettyPassedClient(Passing.DESTINATION);
  }

  /** A client whose requests go to a connection. */
  public static JettyPassedClient connection() {
    return new JettyPassedClient(Passing.CONNECTION);
  }

  /** To whom a request is handed. */
  private enum Passing {
    DESTINATION {
      @Override
      String answer(Destination to, Request request) throws Exception {
        Completing listener = new Completing();
        to.send(request, listener);
        return listener.answer.get();
      }
    },
    CONNECTION {
      @Override
      String answer(Destination to, Request request) throws Exception {
        Completing listener = new Completing();
        try (Connection own = to.newConnection().get(1, TimeUnit.MINUTES)) {
          own.send(request, listener);
          return listener.answer.get();
        }
      }
    };

    abstract String answer(Destination to, Request request) throws Exception;
  }

  @Override
  public String call(URI uri) throws Exception {
    Request request = JettyClient.request(client, uri);
    return passing.answer(client.resolveDestination(request), request);
  }

  private static final class Completing extends BufferingResponseListener {
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    @Override
    public void onComplete(Result result) {
      if (result.isFailed()) {
        answer.completeExceptionally(result.getFailure());
      } else {
        answer.complete(getContentAsString());
      }
    }
  }
}

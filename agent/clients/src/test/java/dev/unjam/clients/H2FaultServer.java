package dev.unjam.clients;

import clienthost.Scenario;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Serves HTTP/2 on loopback, in the clear and over TLS, and does to each stream what its path says.
 */
final class H2FaultServer implements Closeable {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LATE = Duration.ofSeconds(6);
  private static final long FOR_EVER = TimeUnit.HOURS.toMillis(1);

  private final Requests requests;
  private final Server server = new Server();
  private final ServerConnector clear;
  private final ServerConnector another;
  private final ServerConnector tls;

  private H2FaultServer(Requests requests, Certificate certificate) {
    this.requests = requests;
    HttpConfiguration plain = new HttpConfiguration();
    this.clear = clear(plain);
    this.another = clear(plain);
    SslContextFactory.Server keys = new SslContextFactory.Server();
    keys.setKeyStorePath(certificate.store().toString());
    keys.setKeyStorePassword(Certificate.PASSWORD);
    HttpConfiguration secure = new HttpConfiguration();
    secure.addCustomizer(new SecureRequestCustomizer(false));
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    this.tls =
        connector(
            new ServerConnector(
                server,
                new SslConnectionFactory(keys, alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(secure)));
    server.setHandler(new Everything());
  }

  private ServerConnector clear(HttpConfiguration plain) {
    return connector(
        new ServerConnector(
            server, new HttpConnectionFactory(plain), new HTTP2CServerConnectionFactory(plain)));
  }

  private ServerConnector connector(ServerConnector connector) {
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(FOR_EVER);
    server.addConnector(connector);
    return connector;
  }

  static H2FaultServer start(Requests requests, Certificate certificate) throws IOException {
    H2FaultServer made = new H2FaultServer(requests, certificate);
    try {
      made.server.start();
    } catch (Exception e) {
      throw new IOException(e);
    }
    return made;
  }

  URI clearUri() {
    return at(clear);
  }

  /** Another provider's. */
  URI anotherUri() {
    return at(another);
  }

  private static URI at(ServerConnector connector) {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
  }

  URI tlsUri() {
    return URI.create("https://127.0.0.1:" + tls.getLocalPort() + "/");
  }

  private final class Everything extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      String path = Request.getPathInContext(request);
      requests.came(path);
      requests.cameOver(path, request.getConnectionMetaData().getId());
      request.addFailureListener(gone -> requests.wasGivenUp(path));
      Scenario scenario = Scenario.valueOf(path.split("/", -1)[1].toUpperCase(Locale.ROOT));
      new Stream(response, callback).answer(scenario);
      return true;
    }
  }

  /** One answer. */
  private final class Stream {
    private final Response response;
    private final Callback callback;

    Stream(Response response, Callback callback) {
      this.response = response;
      this.callback = callback;
    }

    void answer(Scenario scenario) {
      switch (scenario) {
        case OK -> ok();
        case HANG -> {
          // The client waits.
        }
        case HEAD, AGAIN -> head(200, "application/json");
        case REFUSED -> {
          head(429, "application/json");
          write(Answers.REFUSAL);
        }
        case RETRY -> {
          response.getHeaders().put(HttpHeader.RETRY_AFTER, "900");
          response.setStatus(429);
          end(Answers.REFUSAL);
        }
        case REFUSED_WHOLE -> {
          response.setStatus(403);
          end(Answers.USED_UP);
        }
        case REFUSED_IN_STREAM -> {
          head(200, "text/event-stream");
          write("data: one\n\n" + Language.PLAIN.error(Answers.REFUSAL));
        }
        case STOPS -> {
          head(200, "text/event-stream");
          write("data: one\n\ndata: two\n\n");
        }
        case TRICKLE -> {
          head(200, "text/event-stream");
          trickle(Scenario.LONG.dividedBy(PAUSE));
        }
        case INSTEAD -> {
          head(200, "text/event-stream");
          trickle(LATE.dividedBy(PAUSE));
        }
        case LATE -> after(LATE, this::ok);
        case VERY_LATE -> after(Scenario.LONG, this::ok);
        case LATE_BODY -> {
          head(200, "text/plain");
          after(Scenario.LONG, () -> end(Scenario.BODY));
        }
        default -> throw new IllegalStateException(scenario.label());
      }
    }

    private void ok() {
      response.setStatus(200);
      end(Scenario.BODY);
    }

    private void head(int status, String type) {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
      write("");
    }

    private void trickle(long left) {
      if (left == 0) {
        end("data: " + Scenario.BODY + "\n\n");
      } else {
        write("data: " + left + "\n\n");
        after(PAUSE, () -> trickle(left - 1));
      }
    }

    private void write(String text) {
      response.write(false, bytes(text), Callback.NOOP);
    }

    private void end(String text) {
      response.write(true, bytes(text), callback);
    }

    private static ByteBuffer bytes(String text) {
      return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void after(Duration time, Runnable work) {
      var unused = clear.getScheduler().schedule(work, time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}

package clienthost;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.jspecify.annotations.Nullable;

/** The clients that give their body as a stream and need no class of their own for it. */
final class StreamReadings {
  private StreamReadings() {}

  static ReadingClient urlConnection() {
    return (uri, method, reads) -> {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setRequestMethod(method);
      int status = connection.getResponseCode();
      reads.note("status", status);
      reads.note("length", connection.getContentLength());
      InputStream in = stream(connection, status);
      reads.note("the same stream again", in == stream(connection, status));
      reads.note("error stream", connection.getErrorStream() == in);
      reads.stream(in);
    };
  }

  private static @Nullable InputStream stream(HttpURLConnection connection, int status)
      throws IOException {
    return status < 400 ? connection.getInputStream() : connection.getErrorStream();
  }

  static ReadingClient jdk() {
    HttpClient client = HttpClient.newHttpClient();
    return new Pushed() {
      @Override
      public void read(URI uri, String method, Reads reads) throws Exception {
        HttpResponse<InputStream> answer =
            client.send(request(uri, method), BodyHandlers.ofInputStream());
        reads.note("status", answer.statusCode());
        reads.stream(answer.body());
      }
    };
  }

  /** A client whose own thread reads the socket. */
  abstract static class Pushed implements ReadingClient {
    @Override
    public boolean isPushed() {
      return true;
    }
  }

  static HttpRequest request(URI uri, String method) {
    return HttpRequest.newBuilder(uri)
        .version(HttpClient.Version.HTTP_1_1)
        .method(method, BodyPublishers.noBody())
        .build();
  }

  static ReadingClient apache4() {
    CloseableHttpClient client = HttpClients.custom().disableAutomaticRetries().build();
    return (uri, method, reads) -> {
      try (CloseableHttpResponse answer =
          client.execute(RequestBuilder.create(method).setUri(uri).build())) {
        reads.note("status", answer.getStatusLine());
        org.apache.http.@Nullable HttpEntity entity = answer.getEntity();
        reads.note("length", entity == null ? null : entity.getContentLength());
        reads.stream(entity == null ? null : entity.getContent());
      }
    };
  }

  static ReadingClient apache5() {
    var client =
        org.apache.hc.client5.http.impl.classic.HttpClients.custom()
            .disableAutomaticRetries()
            .build();
    return (uri, method, reads) -> {
      try (ClassicHttpResponse answer =
          client.executeOpen(null, new HttpUriRequestBase(method, uri), null)) {
        reads.note("status", answer.getCode());
        @Nullable HttpEntity entity = answer.getEntity();
        reads.note("length", entity == null ? null : entity.getContentLength());
        reads.stream(entity == null ? null : entity.getContent());
      }
    };
  }
}

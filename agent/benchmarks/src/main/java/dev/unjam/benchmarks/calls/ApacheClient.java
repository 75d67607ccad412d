package dev.unjam.benchmarks.calls;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Apache HttpClient 5, classic. */
final class ApacheClient implements Client {
  private final CloseableHttpClient client = HttpClients.createDefault();

  @Override
  public int get(URI uri) throws IOException {
    return client.execute(
        new HttpGet(uri), answer -> EntityUtils.toString(answer.getEntity()).length());
  }

  @Override
  public int stream(URI uri) throws IOException {
    return client.execute(
        new HttpGet(uri), answer -> Client.drain(answer.getEntity().getContent()));
  }
}

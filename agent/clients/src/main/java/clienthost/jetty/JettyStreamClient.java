package clienthost.jetty;

import clienthost.StreamingClient;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;

/** Jetty's HttpClient, whose body is read as a stream. */
public final class JettyStreamClient implements StreamingClient {
  private final HttpClient client = new HttpClient();

  @Override
  public InputStream open(URI uri) throws Exception {
    InputStreamResponseListener listener = new InputStreamResponseListener();
    JettyClient.request(client, uri).send(listener);
    listener.get(1, TimeUnit.HOURS);
    return listener.getInputStream();
  }
}

package clienthost.jetty;

import clienthost.ReadingClient;
import clienthost.Reads;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;

/** Jetty's HttpClient, whose body is read as a stream. */
public final class JettyReading implements ReadingClient {
  private final HttpClient client = new HttpClient();

  @Override
  public boolean isPushed() {
    return true;
  }

  @Override
  public void read(URI uri, String method, Reads reads) throws Exception {
    InputStreamResponseListener listener = new InputStreamResponseListener();
    JettyClient.request(client, uri).method(method).send(listener);
    reads.note("status", listener.get(1, TimeUnit.HOURS).getStatus());
    reads.stream(listener.getInputStream());
  }
}

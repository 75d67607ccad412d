package clienthost;

import java.net.URI;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.util.EntityUtils;

/** Apache HttpAsyncClient 4, with a pool of one connection; the caller waits. */
final class Apache4AsyncClient implements Client {
  private final CloseableHttpAsyncClient client =
      HttpAsyncClients.custom().setMaxConnTotal(1).setMaxConnPerRoute(1).build();

  @Override
  public String call(URI uri) throws Exception {
    client.start();
    HttpResponse response = client.execute(new HttpGet(uri), null).get();
    return EntityUtils.toString(response.getEntity());
  }
}

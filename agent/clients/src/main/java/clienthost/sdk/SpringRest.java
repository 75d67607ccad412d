package clienthost.sdk;

import clienthost.Client;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Spring's blocking clients, over what the JDK brings. */
public final class SpringRest {
  private SpringRest() {}

  /** RestTemplate as it comes: over HttpURLConnection. */
  public static Client template() {
    RestTemplate template = new RestTemplate();
    return uri -> String.valueOf(template.getForObject(uri, String.class));
  }

  /** RestClient over {@code java.net.http}. */
  public static Client client() {
    RestClient client =
        RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build();
    return uri -> String.valueOf(client.get().uri(uri).retrieve().body(String.class));
  }
}

package clienthost;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that hands the body out as a stream once the head has come. */
public interface StreamingClient extends Client {
  /** Gets this, and returns when the head has come; an error's body too. The caller closes it. */
  InputStream open(URI uri) throws Exception;

  @Override
  default String call(URI uri) throws Exception {
    try (InputStream in = open(uri)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

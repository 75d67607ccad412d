package clienthost.sdk;

import clienthost.Client;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * An SDK of a model provider's: connected to each once, and asked for one model or the other. The
 * fault server reads what it is to do from the model's name.
 */
final class ModelClient<C> implements Client {
  private final Function<URI, C> connecting;
  private final Asking<C> asking;
  private final Map<URI, C> connected = new ConcurrentHashMap<>();

  /**
   * @param connecting makes the SDK's client, given where the server is
   */
  ModelClient(Function<URI, C> connecting, Asking<C> asking) {
    this.connecting = connecting;
    this.asking = asking;
  }

  /** A way to ask. */
  interface Asking<C> {
    /** The model's words. */
    String ask(C client, String model) throws Exception;
  }

  @Override
  public String call(URI uri) throws Exception {
    C client = connected.computeIfAbsent(uri.resolve("/"), connecting);
    return asking.ask(client, uri.getPath().substring(1));
  }
}

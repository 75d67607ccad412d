package clienthost;

import clienthost.okhttp.EnqueueClient;
import clienthost.okhttp.EventSourceClient;
import clienthost.okhttp.ExecuteClient;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The clients: a new one is a class, a line here and a dependency in the pom. */
public enum Library {
  URL_CONNECTION("HttpURLConnection", "", UrlConnectionClient::new),
  OKHTTP4("OkHttp 4, execute", "okhttp", ExecuteClient::new),
  OKHTTP4_ENQUEUE("OkHttp 4, enqueue", "okhttp", EnqueueClient::new),
  OKHTTP4_EVENTS("OkHttp 4, EventSource", "okhttp-sse", EventSourceClient::new),
  OKHTTP5("OkHttp 5, execute", "okhttp-jvm", okHttp5("ExecuteClient")),
  OKHTTP5_ENQUEUE("OkHttp 5, enqueue", "okhttp-jvm", okHttp5("EnqueueClient")),
  OKHTTP5_EVENTS("OkHttp 5, EventSource", "okhttp-jvm", okHttp5("EventSourceClient")),
  NONE("no client", "", NoClient::new);

  private final String label;
  private final String artifact;

  @SuppressWarnings("ImmutableEnumChecker") // a constructor is
  private final Supplier<Client> maker;

  Library(String label, String artifact, Supplier<Client> maker) {
    this.label = label;
    this.artifact = artifact;
    this.maker = maker;
  }

  private static Supplier<Client> okHttp5(String client) {
    String ours = "clienthost.okhttp.";
    return OtherVersion.of("okhttp5", ours + client, ours, "okhttp3.", "okio.", "kotlin.");
  }

  /** All that do call somebody. */
  public static List<Library> clients() {
    return Stream.of(values()).filter(library -> library != NONE).toList();
  }

  public String label() {
    return label;
  }

  /** The name of its jar without the version; empty for what the JDK brings. */
  public String artifact() {
    return artifact;
  }

  /** What it is tried over. */
  public List<String> schemes() {
    return List.of("http", "https");
  }

  /** Whether it answers a 429 by itself, with a sleep and the same request again. */
  public boolean triesAgain() {
    return false;
  }

  /** A new client, with a pool of its own where it has one at all. */
  public Client make() {
    return maker.get();
  }
}

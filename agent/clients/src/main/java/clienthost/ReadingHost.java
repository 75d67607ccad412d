package clienthost;

import clienthost.jetty.JettyReading;
import clienthost.okhttp.OkHttpReading;
import clienthost.okhttp.OkHttpSourceReading;
import clienthost.reactor.NettyReading;
import clienthost.sdk.SpringReading;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads the same bodies in the same ways with each client, each under a lock of its own, and writes
 * a line for each of them: what every single read returned.
 *
 * <p>Arguments: where the server is, ending with a slash, and a name of this host's own. Begins
 * with the first line of its input, and ends by itself, with status 1 if somebody still waits.
 */
public final class ReadingHost {
  /** Nothing here waits for anything: who has not come to his end by then has lost a byte. */
  private static final Duration MOST = Duration.ofMinutes(2);

  private final URI server;
  private final String own;

  private ReadingHost(URI server, String own) {
    this.server = server;
    this.own = own;
  }

  /** The program. */
  public static void main(String[] args) throws IOException, InterruptedException {
    ReadingHost host = new ReadingHost(URI.create(args[0]), args[1]);
    if (System.in.read() < 0) {
      throw new IOException("nobody says that it may begin");
    }
    List<Thread> threads = new ArrayList<>();
    clients().forEach((name, client) -> threads.add(host.start(name, client)));
    long end = System.nanoTime() + MOST.toNanos();
    for (Thread thread : threads) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      thread.join(Math.max(1, left));
    }
    System.exit(threads.stream().anyMatch(Thread::isAlive) ? 1 : 0);
  }

  private static Map<String, ReadingClient> clients() {
    Map<String, ReadingClient> all = new LinkedHashMap<>();
    all.put("HttpURLConnection", StreamReadings.urlConnection());
    all.put("java.net.http ofInputStream", StreamReadings.jdk());
    all.put("Apache 4", StreamReadings.apache4());
    all.put("Apache 5", StreamReadings.apache5());
    all.put("OkHttp 4 byteStream", new OkHttpReading());
    all.put("OkHttp 4 source", new OkHttpSourceReading());
    all.put("OkHttp 5 byteStream", okHttp5("OkHttpReading"));
    all.put("OkHttp 5 source", okHttp5("OkHttpSourceReading"));
    all.put("Jetty", new JettyReading());
    all.put("Reactor Netty", new NettyReading());
    all.put("RestClient over HttpURLConnection", SpringReading.overUrlConnection());
    all.put("RestClient over java.net.http", SpringReading.overJdk());
    all.putAll(HandlerReadings.all());
    return all;
  }

  private static ReadingClient okHttp5(String client) {
    return OtherVersion.okHttp5(client, ReadingClient.class).get();
  }

  private Thread start(String name, ReadingClient client) {
    Thread thread = new Thread(() -> readAll(name, client), name);
    thread.start();
    return thread;
  }

  private void readAll(String name, ReadingClient client) {
    for (Sent sent : Sent.values()) {
      for (Reads.Way way : client.ways()) {
        if (way.fits(sent)) {
          String id = (own + "-" + name + "-" + way).replace(' ', '_');
          read(name, client, sent, way, server.resolve(sent + "/" + id));
        }
      }
    }
  }

  private static void read(String name, ReadingClient client, Sent sent, Reads.Way way, URI uri) {
    Reads reads = new Reads(sent, way, uri, client.isPushed());
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      client.read(uri, sent.method(), reads);
    } catch (Exception | Error e) {
      reads.thrown(e);
    } finally {
      lock.unlock();
    }
    // One write: the lines of several threads must not be mixed.
    String trace = reads.trace().replace(uri.getPath(), "/").replace('\n', ' ');
    System.out.print(name + ", " + sent + ", " + way + "\t" + trace + "\n");
  }
}

package dev.unjam.clients;

import clienthost.Library;
import clienthost.Scenario;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The servers of one host, one for each scheme and one for each scenario that takes one of its own,
 * and what they saw.
 */
record Server(
    FaultServer http,
    FaultServer https,
    GrpcFaultServer grpc,
    FaultServer anotherHttp,
    GrpcFaultServer anotherGrpc,
    @Nullable H2FaultServer h2,
    Unreachable unreachable,
    MuteServer mute,
    Requests requests)
    implements Closeable {
  /** One of HTTP/2 takes longest to start: only where one of the clients has it. */
  static Server start(Certificate certificate, Collection<Library> clients)
      throws IOException, GeneralSecurityException {
    Requests requests = new Requests();
    return new Server(
        FaultServer.start("http", ServerSocketFactory.getDefault(), requests),
        FaultServer.start("https", certificate.serverSockets(), requests),
        GrpcFaultServer.start(requests),
        FaultServer.start("http", ServerSocketFactory.getDefault(), requests),
        GrpcFaultServer.start(requests),
        clients.stream().anyMatch(Library::multiplexes)
            ? H2FaultServer.start(requests, certificate)
            : null,
        Unreachable.start(),
        MuteServer.start(),
        requests);
  }

  /** What tells a host where they are. */
  List<String> arguments() {
    List<String> all = new ArrayList<>();
    all.add(named("http", http.uri()));
    all.add(named("https", https.uri()));
    all.add(named("grpc", grpc.uri()));
    all.add(named("another-http", anotherHttp.uri()));
    all.add(named("another-grpc", anotherGrpc.uri()));
    all.add(named(Scenario.CONNECT.segment(), unreachable.uri()));
    all.add(named(Scenario.HANDSHAKE.segment(), mute.uri()));
    if (h2 != null) {
      all.add(named("h2c", h2.clearUri()));
      all.add(named("h2", h2.tlsUri()));
      all.add(named("another-h2c", h2.anotherUri()));
    }
    return all;
  }

  private static String named(String name, URI uri) {
    return name + "=" + uri;
  }

  @Override
  public void close() throws IOException {
    http.close();
    https.close();
    grpc.close();
    anotherHttp.close();
    anotherGrpc.close();
    unreachable.close();
    mute.close();
    if (h2 != null) {
      h2.close();
    }
  }
}

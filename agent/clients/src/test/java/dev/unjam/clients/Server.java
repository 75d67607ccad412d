package dev.unjam.clients;

import clienthost.Scenario;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ServerSocketFactory;

/**
 * The servers of one host, one for each scheme and one for each scenario that takes one of its own,
 * and what they saw.
 */
record Server(
    FaultServer http,
    FaultServer https,
    GrpcFaultServer grpc,
    Unreachable unreachable,
    MuteServer mute,
    Requests requests)
    implements Closeable {
  static Server start(Certificate certificate) throws IOException, GeneralSecurityException {
    Requests requests = new Requests();
    return new Server(
        FaultServer.start("http", ServerSocketFactory.getDefault(), requests),
        FaultServer.start("https", certificate.serverSockets(), requests),
        GrpcFaultServer.start(requests),
        Unreachable.start(),
        MuteServer.start(),
        requests);
  }

  /** What tells a host where they are. */
  List<String> arguments() {
    return List.of(
        named("http", http.uri()),
        named("https", https.uri()),
        named("grpc", grpc.uri()),
        named(Scenario.CONNECT.segment(), unreachable.uri()),
        named(Scenario.HANDSHAKE.segment(), mute.uri()));
  }

  private static String named(String name, URI uri) {
    return name + "=" + uri;
  }

  @Override
  public void close() throws IOException {
    http.close();
    https.close();
    grpc.close();
    unreachable.close();
    mute.close();
  }
}

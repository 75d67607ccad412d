package dev.unjam.clients;

import clienthost.Library;
import java.io.Closeable;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** The servers of one host, one for each scheme, and what they saw. */
record Server(
    FaultServer http,
    FaultServer https,
    GrpcFaultServer grpc,
    @Nullable H2FaultServer h2,
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
        clients.stream().anyMatch(Library::multiplexes)
            ? H2FaultServer.start(requests, certificate)
            : null,
        requests);
  }

  /** Where they are, as the host program is told. */
  List<String> uris() {
    List<String> uris = new ArrayList<>();
    uris.add("http=" + http.uri());
    uris.add("https=" + https.uri());
    uris.add("grpc=" + grpc.uri());
    if (h2 != null) {
      uris.add("h2c=" + h2.clearUri());
      uris.add("h2=" + h2.tlsUri());
    }
    return uris;
  }

  @Override
  public void close() throws IOException {
    http.close();
    https.close();
    grpc.close();
    if (h2 != null) {
      h2.close();
    }
  }
}

package dev.unjam.clients;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ServerSocketFactory;

/** The servers of one host, one for each scheme, and what they saw. */
record Server(FaultServer http, FaultServer https, GrpcFaultServer grpc, Requests requests)
    implements Closeable {
  static Server start(Certificate certificate) throws IOException, GeneralSecurityException {
    Requests requests = new Requests();
    return new Server(
        FaultServer.start("http", ServerSocketFactory.getDefault(), requests),
        FaultServer.start("https", certificate.serverSockets(), requests),
        GrpcFaultServer.start(requests),
        requests);
  }

  URI httpUri() {
    return http.uri();
  }

  URI httpsUri() {
    return https.uri();
  }

  URI grpcUri() {
    return grpc.uri();
  }

  @Override
  public void close() throws IOException {
    http.close();
    https.close();
    grpc.close();
  }
}

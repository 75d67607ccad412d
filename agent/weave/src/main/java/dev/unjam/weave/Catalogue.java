package dev.unjam.weave;

import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.weave.apache4.Apache4Abort;
import dev.unjam.weave.apache4.Apache4Module;
import dev.unjam.weave.apache4async.Apache4AsyncAbort;
import dev.unjam.weave.apache4async.Apache4AsyncModule;
import dev.unjam.weave.apache5.Apache5Abort;
import dev.unjam.weave.apache5.Apache5Module;
import dev.unjam.weave.apache5async.Apache5AsyncAbort;
import dev.unjam.weave.apache5async.Apache5AsyncModule;
import dev.unjam.weave.apache5async.MinimalModule;
import dev.unjam.weave.aws.AwsAbort;
import dev.unjam.weave.aws.AwsModule;
import dev.unjam.weave.children.ChildrenModule;
import dev.unjam.weave.filelocks.FileLocksModule;
import dev.unjam.weave.filewrites.FileWritesModule;
import dev.unjam.weave.grpc.GrpcAbort;
import dev.unjam.weave.grpc.GrpcModule;
import dev.unjam.weave.handovers.HandoversModule;
import dev.unjam.weave.httpclient.HttpClientAbort;
import dev.unjam.weave.httpclient.HttpClientModule;
import dev.unjam.weave.jetty.JettyAbort;
import dev.unjam.weave.jetty.JettyModule;
import dev.unjam.weave.lockfiles.LockFilesModule;
import dev.unjam.weave.locks.LocksModule;
import dev.unjam.weave.okhttp.OkHttpAbort;
import dev.unjam.weave.okhttp.OkHttpModule;
import dev.unjam.weave.ownerless.OwnerlessModule;
import dev.unjam.weave.pools.PoolsModule;
import dev.unjam.weave.reactor.ReactorAbort;
import dev.unjam.weave.reactor.ReactorModule;
import dev.unjam.weave.reactor.SpringStreamModule;
import dev.unjam.weave.readlocks.ReadLocksModule;
import dev.unjam.weave.semaphores.SemaphoresModule;
import dev.unjam.weave.sockets.SocketsModule;
import dev.unjam.weave.stamps.StampsModule;
import dev.unjam.weave.tls.TlsModule;
import dev.unjam.weave.urlconnection.UrlConnectionAbort;
import dev.unjam.weave.urlconnection.UrlConnectionModule;
import java.util.List;

/** All that Unjam weaves: one line a library. */
public final class Catalogue {
  private Catalogue() {}

  /** The modules; where two weave one method, what the first one does comes before. */
  public static List<WeaveModule> modules() {
    return List.of(
        new FileLocksModule(),
        new LockFilesModule(),
        new LocksModule(),
        new ReadLocksModule(),
        new SemaphoresModule(),
        new StampsModule(),
        new OwnerlessModule(),
        new PoolsModule(),
        new SocketsModule(),
        new TlsModule(),
        new UrlConnectionModule(),
        new HttpClientModule(),
        new Apache4Module(),
        new Apache4AsyncModule(),
        new Apache5Module(),
        new Apache5AsyncModule(),
        new MinimalModule(),
        new OkHttpModule(),
        new JettyModule(),
        new GrpcModule(),
        new ReactorModule(),
        new SpringStreamModule(),
        new AwsModule(),
        new ChildrenModule(),
        new HandoversModule());
  }

  /**
   * What does nothing until a holder is to be kept out of its transcript, which most hosts never
   * see: woven then, into the JDK's own classes, after whatever else is woven there.
   */
  public static List<WeaveModule> late() {
    return List.of(new FileWritesModule());
  }

  /** Whether it sees leases, which are there before most of what else is woven. */
  static boolean isOfLeases(WeaveModule module) {
    return module instanceof FileLocksModule || module instanceof LockFilesModule;
  }

  /** The clients' own handles. */
  public static List<CallAbort> aborts() {
    return List.of(
        new UrlConnectionAbort(),
        new HttpClientAbort(),
        new Apache4Abort(),
        new Apache4AsyncAbort(),
        new Apache5Abort(),
        new Apache5AsyncAbort(),
        new OkHttpAbort(),
        new JettyAbort(),
        new GrpcAbort(),
        new ReactorAbort(),
        new AwsAbort());
  }
}

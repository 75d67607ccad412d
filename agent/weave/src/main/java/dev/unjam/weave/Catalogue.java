package dev.unjam.weave;

import dev.unjam.weave.children.ChildrenModule;
import dev.unjam.weave.httpclient.HttpClientModule;
import dev.unjam.weave.lockfiles.LockFilesModule;
import dev.unjam.weave.locks.LocksModule;
import dev.unjam.weave.sockets.SocketsModule;
import dev.unjam.weave.urlconnection.UrlConnectionModule;
import java.util.List;

/** All that Unjam weaves: one line a library. */
final class Catalogue {
  private Catalogue() {}

  static List<WeaveModule> modules() {
    return List.of(
        new LocksModule(),
        new LockFilesModule(),
        new SocketsModule(),
        new UrlConnectionModule(),
        new HttpClientModule(),
        new ChildrenModule());
  }
}

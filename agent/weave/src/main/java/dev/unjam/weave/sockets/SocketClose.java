package dev.unjam.weave.sockets;

import dev.unjam.engine.remedy.SocketCut;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.SocketImpl;

/**
 * {@code NioSocketImpl.close()}: the one close that frees a reader, a writer and a connecting
 * thread alike and waits for no lock; closing an {@code SSLSocket} can.
 *
 * <p>Needs {@code sun.nio.ch} opened to the agent.
 */
public final class SocketClose implements SocketCut {
  @Override
  public void cut(Object socket) throws IOException {
    if (!(socket instanceof SocketImpl)) {
      throw new IOException("no socket implementation: " + socket.getClass().getName());
    }
    try {
      Class<?> type = socket.getClass();
      MethodHandle close =
          MethodHandles.privateLookupIn(type, MethodHandles.lookup())
              .findVirtual(type, "close", MethodType.methodType(void.class));
      close.invoke(socket);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IOException(t);
    }
  }
}

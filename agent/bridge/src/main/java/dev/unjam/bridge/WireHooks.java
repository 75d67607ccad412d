package dev.unjam.bridge;

import java.net.InetAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * The floor below every client that nobody knows: records requests by HTTP/1 that a thread writes
 * to a socket, and reads the answer of, itself.
 *
 * <p>Nobody tells here what a library does: a lock that is held may be the library's own, such as
 * that of a connection. So the class that writes is taken down, and the detector blames no hold
 * that was taken by the same library's code. What a known client writes is nobody's here, whether
 * its call is recorded or not: the locks that it takes itself are no holds of the host's.
 *
 * <p>A write that begins with a request line begins a call; whatever else goes over sockets is none
 * of ours: a database may well take its time, under a lock of its driver's. Called below TLS from
 * {@code NioSocketImpl}, above it from the streams of {@code SSLSocketImpl}, all on the host's
 * thread. An answer that another thread reads is not seen.
 */
public final class WireHooks {
  private static final String CLIENT = "socket";
  private static final String[] METHODS = {"POST ", "GET ", "PUT ", "PATCH ", "DELETE "};
  private static final String VERSION = " HTTP/1.";

  private WireHooks() {}

  /** Runs through what the hooks call while no hook is on yet: classes may not load in one. */
  public static void warmUp() {
    Author.ofWrite();
  }

  /**
   * A write to a connection begins.
   *
   * @param socket what stands for the connection
   * @param address who is at the other end, or null if it is a TLS socket that knows by itself
   * @return a {@link QuotaExceededException} if it is denied, or null
   */
  public static @Nullable Object write(
      Object socket, @Nullable InetAddress address, int port, byte[] from, int offset, int n) {
    String method = method(from, offset, n);
    ThreadRecord r = method == null ? null : CallHooks.recording();
    if (r == null || method == null || isInAnother(r.call())) {
      return null;
    }
    String author = r.knownClients > 0 ? null : Author.ofWrite();
    if (author == null) {
      return null;
    }
    Object begun = CallHooks.begin(r, CLIENT, method, peer(socket, address, port));
    if (!(begun instanceof CallRecord call)) {
      return begun;
    }
    call.author(author);
    call.handle(new Wire(call, socket));
    call.sent();
    return null;
  }

  /**
   * The write has ended.
   *
   * @param entered what {@link #write} returned
   * @return what the host is to see in the place of what was thrown
   */
  public static @Nullable Throwable writeExit(
      @Nullable Object entered, Object socket, @Nullable Throwable thrown) {
    if (entered instanceof QuotaExceededException refused) {
      return refused;
    }
    ThreadRecord r = thrown == null ? null : Threads.mineIfAny();
    CallRecord call = r == null ? null : r.call();
    return call != null && call.handle() instanceof Wire wire && wire.isOf(socket)
        ? CallHooks.converted(thrown)
        : thrown;
  }

  /**
   * Whether a client that is known is at work; an own call before this one ends here. Once a head
   * has come, the client writes within its own methods alone: the rest may never be read.
   */
  private static boolean isInAnother(@Nullable CallRecord call) {
    if (call == null || call.phase() == CallRecord.Phase.DONE) {
      return false;
    }
    if (call.client.equals(CLIENT)) {
      call.end();
      return false;
    }
    return !call.isAsync() && (call.status() == 0 || call.isOnStack());
  }

  private static @Nullable String method(byte[] from, int offset, int n) {
    for (String method : METHODS) {
      if (matches(method, from, offset, n)) {
        return hasVersion(from, offset, n) ? method.substring(0, method.length() - 1) : null;
      }
    }
    return null;
  }

  private static boolean hasVersion(byte[] from, int offset, int n) {
    for (int i = offset; i < offset + n && from[i] != '\r'; i++) {
      if (from[i] == ' ' && matches(VERSION, from, i, offset + n - i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String text, byte[] from, int offset, int n) {
    if (n < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (from[offset + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String peer(Object socket, @Nullable InetAddress address, int port) {
    boolean tls = socket instanceof Socket;
    InetAddress to = tls ? ((Socket) socket).getInetAddress() : address;
    return host(to) + ":" + (tls ? ((Socket) socket).getPort() : port);
  }

  /** The name that the host used, if any: nobody is asked for it. */
  private static String host(@Nullable InetAddress address) {
    String text = String.valueOf(address);
    int slash = text.indexOf('/');
    return slash > 0 ? text.substring(0, slash) : text.substring(slash + 1);
  }

  /**
   * A read from a connection begins.
   *
   * @return a {@link QuotaExceededException} if it is denied, what {@link #readExit} wants, or null
   */
  public static @Nullable Object readEnter(Object socket) {
    ThreadRecord r = Threads.mineIfAny();
    CallRecord call = r == null ? null : r.call();
    if (call == null || !(call.handle() instanceof Wire wire) || !wire.isOf(socket)) {
      return null;
    }
    QuotaExceededException denied = CallHooks.denied(call.peer);
    if (denied != null) {
      return denied;
    }
    call.waiting(true);
    return wire;
  }

  /**
   * The read has ended.
   *
   * @param n how many bytes it brought, from this offset on; less than none is the end
   * @return what the host is to see in the place of what was thrown
   */
  public static @Nullable Throwable readExit(
      @Nullable Object entered, byte[] into, int offset, int n, @Nullable Throwable thrown) {
    if (entered instanceof QuotaExceededException refused) {
      return refused;
    }
    if (!(entered instanceof Wire wire)) {
      return thrown;
    }
    wire.call.waiting(false);
    if (thrown != null) {
      return CallHooks.converted(thrown);
    }
    wire.seen(into, offset, n);
    return null;
  }
}

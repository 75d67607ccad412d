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
  private static final String[] NAMES = {"POST", "GET", "PUT", "PATCH", "DELETE"};
  private static final String VERSION = " HTTP/1.";
  private static final byte[] NOTHING = {};

  private WireHooks() {}

  /** Runs through what the hooks call while no hook is on yet: classes may not load in one. */
  public static void warmUp() {
    Author.ofWrite();
    method(Threads.mine(), NOTHING, new byte[] {'G'}, 0, 1);
    Threads.mine().lineStart = null;
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
    boolean perhaps = (mayBegin(from, offset, n) || hasBegun()) && !isInAnother();
    ThreadRecord r = perhaps ? CallHooks.recording() : null;
    String method = r == null ? null : method(r, socket, from, offset, n);
    if (r == null || method == null) {
      return null;
    }
    endBefore(r.call());
    String author = r.knownClients > 0 ? null : Author.ofWrite();
    if (author == null) {
      return null;
    }
    Object begun = CallHooks.begin(r, CLIENT, method, peer(socket, address, port));
    if (!(begun instanceof CallRecord call)) {
      return begun;
    }
    call.author(author);
    call.writtenByHand(new Wire(call, socket));
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
        ? CallHooks.failed(call, thrown)
        : thrown;
  }

  /**
   * Whether a client that is known is at work. Once a head has come, it writes within its own
   * methods alone: the rest may never be read.
   */
  private static boolean isInAnother() {
    ThreadRecord r = Threads.mineIfAny();
    CallRecord call = r == null ? null : r.call();
    return call != null
        && call.phase() != CallRecord.Phase.DONE
        && !call.isAsync()
        && (call.status() == 0 || call.isOnStack())
        && !call.client.equals(CLIENT);
  }

  /** A call before this one, if it was one of ours, ends here. */
  private static void endBefore(@Nullable CallRecord call) {
    if (call != null && call.phase() != CallRecord.Phase.DONE && call.client.equals(CLIENT)) {
      call.end();
    }
  }

  /** The method, if this piece is a request line, or the end of one that began before. */
  private static @Nullable String method(
      ThreadRecord r, Object socket, byte[] from, int offset, int n) {
    LineStart before = r.lineStart;
    r.lineStart = null;
    String method = method(from, offset, n);
    boolean goesOn = before != null && before.isOf(socket);
    if (method != null || r.knownClients > 0 || !(goesOn || isBegun(from, offset, n))) {
      return method;
    }
    LineStart all = LineStart.of(goesOn ? before : null, socket, from, offset, n);
    byte[] bytes = all == null ? NOTHING : all.bytes();
    method = method(bytes, 0, bytes.length);
    r.lineStart = method == null && isBegun(bytes, 0, bytes.length) ? all : null;
    return method;
  }

  private static @Nullable String method(byte[] from, int offset, int n) {
    for (int i = 0; i < METHODS.length; i++) {
      if (matches(METHODS[i], from, offset, n)) {
        return hasVersion(from, offset, n) ? NAMES[i] : null;
      }
    }
    return null;
  }

  private static boolean hasBegun() {
    ThreadRecord r = Threads.mineIfAny();
    return r != null && r.lineStart != null;
  }

  /** Whether a request line begins so. */
  private static boolean mayBegin(byte[] from, int offset, int n) {
    for (String method : METHODS) {
      int common = Math.min(n, method.length());
      if (common > 0 && matches(method, common, from, offset)) {
        return true;
      }
    }
    return false;
  }

  /** Whether more of it may make a request line of this. */
  private static boolean isBegun(byte[] from, int offset, int n) {
    if (!mayBegin(from, offset, n)) {
      return false;
    }
    for (int i = offset; i < offset + n; i++) {
      if (from[i] == '\r' || from[i] == '\n') {
        return false;
      }
    }
    return true;
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
    return n >= text.length() && matches(text, text.length(), from, offset);
  }

  private static boolean matches(String text, int length, byte[] from, int offset) {
    for (int i = 0; i < length; i++) {
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
    Wire wire = call == null ? null : call.wire();
    if (wire == null || !wire.isOf(socket)) {
      return null;
    }
    QuotaExceededException denied = CallHooks.denied(wire.call);
    if (denied != null) {
      return denied;
    }
    wire.call.waiting(true);
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
      return CallHooks.failed(wire.call, thrown);
    }
    wire.seen(into, offset, n);
    return null;
  }
}

package dev.unjam.bridge;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records calls through gRPC, whose answer is a status at the end rather than a head at the
 * beginning.
 */
public final class GrpcHooks {
  /** The name that its calls have: their status is one of gRPC's. */
  public static final String CLIENT = "gRPC";

  /** The field that has a status in full, in base 64 as it is sent. */
  public static final String DETAILS = "grpc-status-details-bin";

  private static final int HTTPS = 443;
  private static final int OK = 200;
  private static final int CANCELLED = 1;

  /** Whom calls are for that have not started. */
  private static final ByIdentity<String> PEERS = new ByIdentity<>();

  /** What a call proper that has not started goes on for: a call that had to wait. */
  private static final ByIdentity<Reference<Object>> WAITED = new ByIdentity<>();

  /** The call that a thread starts whose way is chosen first, by the thread. */
  private static final ByIdentity<Object> CHOSEN = new ByIdentity<>();

  private GrpcHooks() {}

  /** A channel has made this call, and nobody has started it; on the thread that will. */
  public static void made(@Nullable Object call, @Nullable String authority) {
    if (call != null && authority != null && CallHooks.recording() != null) {
      PEERS.put(call, authority);
    }
  }

  /**
   * A call starts that waits until its channel knows where to; on the thread that starts it. One
   * that is denied is refused when the call proper starts.
   *
   * <p>The channel may have found out by now: this call alone is known to be for its peer.
   */
  public static void delayed(Object call) {
    begun(call, "call");
  }

  /**
   * Such a call has been started; on the same thread.
   *
   * @param goesOnAs what it goes on as if that is known, and will not tell us if that was known
   *     before we were there
   */
  public static void hasBegun(Object delayed, @Nullable Object goesOnAs, boolean failed) {
    CallRecord call = ClientHooks.of(delayed);
    boolean another =
        goesOnAs != null && ClientHooks.of(goesOnAs) != call && WAITED.get(goesOnAs) == null;
    if (call != null && (failed || another)) {
      ended(delayed, !failed);
    }
  }

  /** A call was cancelled that may have waited still; any thread. */
  public static void cancelled(Object delayed, @Nullable Object goesOnAs) {
    CallRecord call = ClientHooks.of(delayed);
    if (call != null && ClientHooks.of(goesOnAs) != call) {
      ended(delayed, false);
    }
  }

  /** This is what a call that waited goes on as; any thread, before either has started or after. */
  public static void goesOnAs(Object delayed, @Nullable Object call) {
    CallRecord known = ClientHooks.of(delayed);
    if (known != null) {
      ClientHooks.bind(call, known);
    } else if (call != null && Bridge.isOn()) {
      WAITED.put(call, new WeakReference<>(delayed));
    }
  }

  /**
   * A call starts whose way a control plane chooses (xDS): the one that this thread starts next is
   * the call proper.
   */
  public static void chooses(Object call) {
    if (Bridge.isOn()) {
      CHOSEN.put(Thread.currentThread(), call);
    }
  }

  /** Its way was chosen, and the call proper started if there is one; on the same thread. */
  public static void hasChosen(Object call) {
    if (CHOSEN.remove(Thread.currentThread()) != null) {
      Reference<Object> waited = WAITED.remove(call);
      Object first = waited == null ? call : waited.get();
      if (first != null) {
        ended(first, false);
      }
      PEERS.remove(call);
    }
  }

  /**
   * A call starts; on the thread that starts it, or on the channel's own if it had to wait.
   *
   * @return a {@link QuotaExceededException} if it is denied, the call if it is recorded, or null
   */
  public static @Nullable Object start(Object call, String method) {
    becomes(CHOSEN.remove(Thread.currentThread()), call);
    Reference<Object> waited = WAITED.remove(call);
    CallRecord recorded = waited == null ? ClientHooks.of(call) : goesOn(waited.get(), call);
    if (recorded == null && waited == null) {
      recorded = begun(call, method);
    }
    Denial d = recorded == null ? null : Denial.of(recorded);
    if (recorded == null || d == null) {
      return recorded;
    }
    ended(call, false);
    return d.toException(null);
  }

  /** What is known of a call whose way was chosen is known of the call proper. */
  private static void becomes(@Nullable Object chosen, Object call) {
    if (chosen == null) {
      return;
    }
    String authority = PEERS.remove(chosen);
    if (authority != null) {
      PEERS.put(call, authority);
    }
    Reference<Object> waited = WAITED.remove(chosen);
    CallRecord known = ClientHooks.of(chosen);
    if (waited != null) {
      WAITED.put(call, waited);
    } else if (known != null) {
      ClientHooks.bind(call, known);
    }
  }

  /** Nobody cares for it if he did not when it began to wait: this thread may be another's. */
  private static @Nullable CallRecord goesOn(@Nullable Object delayed, Object call) {
    CallRecord known = ClientHooks.of(delayed);
    ClientHooks.bind(call, known);
    return known;
  }

  private static @Nullable CallRecord begun(Object call, String method) {
    if (CallHooks.recording() == null) {
      return null;
    }
    String authority = PEERS.remove(call);
    String to = authority == null ? "unknown" : authority.substring(authority.indexOf('@') + 1);
    int colon = to.lastIndexOf(':');
    int port = colon < 0 ? -1 : port(to.substring(colon + 1));
    String host = port < 0 ? to : to.substring(0, colon);
    Object begun = ClientHooks.enterQueued(CLIENT, method, host, port < 0 ? HTTPS : port, call);
    return begun instanceof CallRecord recorded ? recorded : null;
  }

  private static int port(String digits) {
    int port = digits.isEmpty() || digits.length() > 5 ? -1 : 0;
    for (int i = 0; port >= 0 && i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      port = digit < 0 || digit > 9 ? -1 : 10 * port + digit;
    }
    return port;
  }

  /** The server's first fields have come; any thread. */
  public static void head(Object call) {
    CallRecord recorded = ClientHooks.of(call);
    if (recorded != null) {
      ClientHooks.head(recorded, OK, List.of());
    }
  }

  /** Some of the answer has come; any thread. */
  public static void message(Object call) {
    CallRecord recorded = ClientHooks.of(call);
    if (recorded != null) {
      recorded.progress(1);
    }
  }

  /** A call goes on as this stream, which makes the attempts; on the thread that starts it. */
  public static void attempts(Object stream, Object listener) {
    CallRecord call = ClientHooks.CALLS.remove(listener);
    if (call != null) {
      BodyHooks.bind(stream, call);
    }
  }

  /** An attempt begins, after another one if that was refused; any thread. */
  public static void again(Object stream) {
    CallRecord call = ClientHooks.of(stream);
    if (call != null && Denial.of(call) == null) {
      call.again();
    }
  }

  /** Whether a call is recorded that this object stands for; any thread. */
  public static boolean cares(Object of) {
    return ClientHooks.of(of) != null;
  }

  /**
   * A call has ended with this status, or one of the attempts at it; any thread.
   *
   * @param of the call, or the stream that makes the attempts
   * @param code gRPC's number for it; 0 is well
   * @param progress how far the server came with an attempt, by gRPC's name for that
   * @param fields names and values of the trailer in turn, the message among them
   */
  public static void closed(Object of, int code, String progress, List<String> fields) {
    CallRecord call = ClientHooks.of(of);
    boolean attempt = call != null && call.body() == of;
    // One that lost a race is cancelled, and one that no server came to is made again at once.
    boolean counts = !attempt || (code != CANCELLED && progress.equals("PROCESSED"));
    if (call != null && code != 0 && counts && call.endedBy() == null) {
      ClientHooks.head(call, code, fields);
    } else if (call != null && code == 0 && call.status() == 0) {
      ClientHooks.head(call, OK, List.of());
    }
    if (!attempt) {
      ended(of, code == 0);
    }
  }

  /** Nothing more comes of this call, however it ended; any thread. */
  public static void ended(Object call, boolean well) {
    ClientHooks.end(call, well);
    ClientHooks.CALLS.remove(call);
  }

  /**
   * The calling thread waits for something of the library's that does not know its call: it is the
   * last one of the thread's.
   *
   * @return what {@link ApacheHooks#awaited} wants back
   */
  public static @Nullable Object awaits() {
    ThreadRecord r = Threads.mineIfAny();
    CallRecord call = r == null ? null : r.call();
    if (call == null || !call.client.equals(CLIENT) || call.phase() == CallRecord.Phase.DONE) {
      return null;
    }
    call.waiting(true);
    return call;
  }

  /**
   * What tells a listener of a refusal, on whichever thread the library tells it on.
   *
   * @param method one of a public class of the library's
   */
  public static Runnable telling(Method method, Object listener, Object status, Object trailer) {
    return new Telling(method, listener, status, trailer);
  }

  private record Telling(Method method, Object listener, Object status, Object trailer)
      implements Runnable {
    @Override
    public void run() {
      try {
        method.invoke(listener, status, trailer);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException hosts) {
          throw hosts;
        }
        Faults.suppress(e);
      } catch (IllegalAccessException e) {
        Faults.suppress(e);
      }
    }
  }
}

package dev.unjam.weave.okhttp;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Denial;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * {@code Call.cancel()}: ends the call in every phase, and waits for nobody.
 *
 * <p>The interface is the host's, in whichever loader, and public.
 */
public final class OkHttpAbort implements CallAbort {
  private static final String CALL = "okhttp3.Call";

  @Override
  public String client() {
    return "OkHttp";
  }

  @Override
  public Attempt abort(CallRecord call, String message) throws Exception {
    Object handle = call.handle();
    if (handle == null) {
      return new Attempt.Gone("the call has ended");
    }
    Class<?> type = callType(handle.getClass());
    if (type == null) {
      return new Attempt.NoHandle("denied; " + handle.getClass().getName() + " is no " + CALL);
    }
    call.endedBy(new Denial(0, message));
    Method cancel = type.getMethod("cancel");
    try {
      cancel.invoke(handle);
    } catch (InvocationTargetException e) {
      // A listener of the host's that threw: the call itself is cancelled before it is told.
      return new Attempt.Failed("cancel(): " + e.getCause());
    }
    return new Attempt.Done(letOut(handle) ? "cancel(), out of the queue" : "cancel()");
  }

  /** Where the queue cannot be reached the call ends when its turn comes. */
  private static boolean letOut(Object handle) {
    try {
      return DispatcherQueue.letsOut(handle);
    } catch (ReflectiveOperationException | RuntimeException e) {
      System.Logger.Level level = System.Logger.Level.DEBUG;
      System.getLogger(OkHttpAbort.class.getName()).log(level, "no way into the queue", e);
      return false;
    }
  }

  private static @Nullable Class<?> callType(Class<?> of) {
    for (Class<?> type : of.getInterfaces()) {
      if (type.getName().equals(CALL)) {
        return type;
      }
    }
    return null;
  }
}

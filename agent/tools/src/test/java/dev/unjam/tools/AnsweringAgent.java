package dev.unjam.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * An agent that speaks the protocol of the command line and does nothing else; packed into a jar
 * and loaded into {@link IdleJvm}.
 *
 * <p>Keeps its state in a system property: each attach may load it by another loader.
 */
public final class AnsweringAgent {
  private static final String MODE = "answering.mode";

  /** Set once it was told to observe: from then on nothing helps. */
  private static final String GIVEN_UP = "answering.agent.given.up";

  /** Names the lock file that is held; one that is called mute is never answered for. */
  private static final String LOCK = "answering.agent.lock";

  private AnsweringAgent() {}

  public static void agentmain(String arguments) throws IOException {
    if (!arguments.startsWith("unjam.verb=")) {
      start(arguments);
      return;
    }
    String mode = System.getProperty(MODE);
    if (mode != null) {
      if (lock().endsWith("mute.lock")) {
        neverReturn();
      }
      String reply = arguments.substring(arguments.indexOf("unjam.reply=") + 12);
      Files.writeString(Path.of(reply), answer(arguments, mode));
    }
  }

  private static void start(String arguments) {
    if (arguments.contains("threshold=1s")) {
      throw new IllegalStateException("this one fails");
    }
    int log = arguments.indexOf("log=");
    if (log >= 0) {
      System.setProperty(LOCK, arguments.substring(log + 4));
    }
    if (!arguments.contains("threshold=2s")) {
      System.setProperty(MODE, arguments.contains("mode=observe") ? "observe" : "act");
    }
  }

  private static String lock() {
    return System.getProperty(LOCK, "/s/a.lock");
  }

  private static void neverReturn() {
    while (true) {
      LockSupport.park();
    }
  }

  private static String answer(String arguments, String mode) {
    if (arguments.startsWith("unjam.verb=detach")) {
      System.clearProperty(MODE);
      return "{\"schema\":1}";
    }
    if (arguments.startsWith("unjam.verb=status") && System.getProperty(GIVEN_UP) != null) {
      return "{\"schema\":1,\"mode\":\"act\",\"incidents\":[],\"unhealthy\":true}";
    }
    if (arguments.startsWith("unjam.verb=mode,unjam.value=observe")) {
      System.setProperty(GIVEN_UP, "");
      return "{\"schema\":1,\"mode\":\"observe\"}";
    }
    if (arguments.startsWith("unjam.verb=mode,unjam.value=off")) {
      return "{\"error\":\"this one never\\nrests\"}";
    }
    if (arguments.startsWith("unjam.verb=mode,unjam.value=act")) {
      System.setProperty(MODE, "act");
      return "{\"schema\":1,\"mode\":\"act\"}";
    }
    String incidents =
        mode.equals("act")
            ? "{\"id\":\"inc-7\",\"verdict\":\"refused/quota\",\"state\":\"acting\",\"opened\":\"T\"}"
            : "{\"id\":\"inc-6\",\"state\":\"closed\"}";
    return "{\"schema\":1,\"pid\":1,\"version\":\"9.8\",\"mode\":\""
        + mode
        + "\",\"later\":{\"a\":[1,{}]},\"holds\":[{\"lock\":\""
        + lock()
        + "\",\"kind\":\"lockfile\",\"thread_id\":7,\"incident\":"
        + (mode.equals("act") ? "\"inc-7\"," : "null,")
        + "\"given_up\":false,"
        + "\"holder\":\"w\",\"age_s\":566.4,\"call\":\"https://u:p@h/x?key=s3cret\","
        + "\"waiters\":1,\"releasable\":\"no(live)\",\"taken_at\":\"S.open(S.java:4)\","
        + "\"waiting\":["
        + wait("a", 31, "/s/a.lock", "w", 7)
        + "],\"waiting_for\":["
        + wait("w", 7, "X", "b", 32)
        + "]}],\"deadlocks\":[["
        + wait("c", 41, "Y", "d", 42)
        + ","
        + wait("d", 42, "Z", "c", 41)
        + "]],\"calls\":[],\"incidents\":["
        + incidents
        + "],\"suppressed\":0}";
  }

  private static String wait(String thread, int id, String lock, String holder, int holderId) {
    return String.format(
        "{\"thread\":\"%s\",\"thread_id\":%d,\"waiting_ms\":12500,\"waits_for\":\"%s\","
            + "\"held_by\":\"%s\",\"held_by_id\":%d}",
        thread, id, lock, holder, holderId);
  }
}

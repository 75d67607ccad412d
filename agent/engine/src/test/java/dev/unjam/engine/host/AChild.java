package dev.unjam.engine.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.ChildHooks;
import dev.unjam.bridge.ChildRecord;
import dev.unjam.bridge.Children;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real child process, followed as the host's are. */
public final class AChild implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final ChildRecord record;

  private AChild(Process process, ChildRecord record) {
    this.process = process;
    this.record = record;
  }

  /** One that runs this script. */
  public static AChild script(String script) throws Exception {
    return start(new ProcessBuilder("sh", "-c", script));
  }

  /** One with what is redirected. */
  public static AChild start(ProcessBuilder builder) throws Exception {
    Bridge.switchTo(true);
    ChildHooks.access(
        MethodHandles.privateLookupIn(FilterInputStream.class, MethodHandles.lookup())
            .findVarHandle(FilterInputStream.class, "in", InputStream.class),
        MethodHandles.privateLookupIn(FilterOutputStream.class, MethodHandles.lookup())
            .findVarHandle(FilterOutputStream.class, "out", OutputStream.class));
    Redirect[] redirects = {
      builder.redirectInput(), builder.redirectOutput(), builder.redirectError()
    };
    Object starts = ChildHooks.starts(redirects, builder.redirectErrorStream());
    Process p = builder.start();
    ChildHooks.started(p, builder.command(), starts);
    List<ChildRecord> found = new ArrayList<>();
    Children.forEach(
        c -> {
          if (c.process() == p) {
            found.add(c);
          }
        });
    return new AChild(p, found.get(0));
  }

  /** The process. */
  public Process process() {
    return process;
  }

  /** What is known of it. */
  public ChildRecord record() {
    return record;
  }

  /** Asks for a turn of this session, on the calling thread. */
  public void asks(int id, String session) {
    write(
        "{\"id\":"
            + id
            + ",\"method\":\"session/prompt\",\"params\":{\"sessionId\":\""
            + session
            + "\"}}\n");
  }

  /** Writes this to it, on the calling thread. */
  public void write(String text) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(text.getBytes(UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it; nothing that it was asked is left to whatever test comes next. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    Children.prune();
  }
}

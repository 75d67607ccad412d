package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real children; the host reads and writes as it would without us. */
class ChildHooksTest extends ChildCrew {
  @Test
  void theHostGetsTheSameStreamsAndTheSameBytesUpToTheEnd() throws Exception {
    byte[] sent = new byte[300_000];
    new Random(11).nextBytes(sent);
    Process bare = new ProcessBuilder("cat").start();
    Process cat = start("cat");
    assertSame(cat.getInputStream(), cat.getInputStream());
    assertSame(bare.getInputStream().getClass(), cat.getInputStream().getClass());
    assertSame(bare.getOutputStream().getClass(), cat.getOutputStream().getClass());
    bare.destroy();
    Thread writer = new Thread(() -> write(cat, sent));
    start(writer);
    assertArrayEquals(sent, onHost(() -> cat.getInputStream().readAllBytes()));
    assertEquals(-1, cat.getInputStream().read());
    assertEquals(0, cat.waitFor());
    writer.join();
  }

  private static void write(Process p, byte[] all) {
    try (OutputStream out = p.getOutputStream()) {
      out.write(all[0]);
      out.write(all, 1, all.length - 1);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void talkingToAChildUnderAHoldIsOneCallWithWhatItSaidLast() throws Exception {
    Process cat = start("cat");
    onHost(
        () -> {
          take();
          cat.getOutputStream().write("prompt\n".getBytes(UTF_8));
          cat.getOutputStream().flush();
          CallRecord sent = call();
          assertEquals("child", sent.client);
          assertEquals("cat", sent.method);
          assertEquals(cat.pid() + ":cat", sent.peer);
          assertEquals(CallRecord.Phase.SENT, sent.phase());
          assertArrayEquals("prompt\n".getBytes(UTF_8), cat.getInputStream().readNBytes(7));
          assertSame(sent, call());
          assertEquals(7, sent.bytes());
          assertEquals("prompt\n", new String(requireNonNull(sent.tee()).copy(), UTF_8));
          letGo();
          return null;
        });
    cat.destroy();
  }

  @Test
  void underAnotherHoldItIsAnotherCall() throws Exception {
    Process cat = start("cat");
    onHost(
        () -> {
          take();
          cat.getOutputStream().write(1);
          cat.getOutputStream().flush();
          CallRecord before = call();
          letGo();
          take();
          cat.getOutputStream().write(1);
          cat.getOutputStream().flush();
          assertTrue(call().id > before.id);
          letGo();
          return null;
        });
    cat.destroy();
  }

  @Test
  void withoutAHoldNothingIsRecorded() throws Exception {
    Process echo = start("echo", "hello");
    onHost(
        () -> {
          assertEquals("hello\n", new String(echo.getInputStream().readAllBytes(), UTF_8));
          assertNull(Threads.mineIfAny());
          return null;
        });
  }

  @Test
  void theEndOfWhatTheChildSaysEndsTheCall() throws Exception {
    // It lives on after its last word: else the reaper may take the stream before it is read.
    Process child = start("sh", "-c", "echo hello; exec >&-; read forever");
    onHost(
        () -> {
          take();
          child.getInputStream().readAllBytes();
          assertEquals(CallRecord.Phase.DONE, call().phase());
          letGo();
          return null;
        });
    child.destroy();
  }

  @Test
  void whatTheChildSaysOnItsErrorStreamIsKeptAsFarAsTheHostReadsIt() throws Exception {
    Process child = start("sh", "-c", "read x; echo 'quota exceeded' >&2; read y");
    onHost(
        () -> {
          take();
          OutputStream in = child.getOutputStream();
          in.write('\n');
          in.flush();
          BufferedReader errors =
              new BufferedReader(new InputStreamReader(child.getErrorStream(), UTF_8));
          assertEquals("quota exceeded", errors.readLine());
          ChildRecord record = assertInstanceOf(ChildCall.class, call().handle()).child();
          assertEquals("quota exceeded\n", new String(record.stderr().copy(), UTF_8));
          letGo();
          return null;
        });
    child.destroy();
  }

  @Test
  void aDeniedReaderSeesOurExceptionWhereItWouldSeeTheEnd() throws Exception {
    Process child = start("sleep", "600");
    ThreadRecord[] reader = new ThreadRecord[1];
    Thread remedy =
        new Thread(
            () -> {
              Awaitility.await().until(() -> waits(reader[0]));
              reader[0].deny(new Denial(reader[0].seqAt(0), "Model API quota exceeded"));
              // As ProcessTree does: Process.destroy() would close the host's streams as well.
              child.toHandle().destroyForcibly();
            });
    onHost(
        () -> {
          take();
          reader[0] = Threads.mine();
          start(remedy);
          InputStream out = child.getInputStream();
          assertThrows(QuotaExceededException.class, out::read);
          letGo();
          return null;
        });
  }

  private static boolean waits(ThreadRecord r) {
    CallRecord call = r.call();
    return call != null && call.waitingSince() > 0;
  }

  @Test
  void aDeniedWriterWritesNothing() throws Exception {
    Process cat = start("cat");
    onHost(
        () -> {
          take();
          ThreadRecord r = Threads.mine();
          r.deny(new Denial(r.seqAt(0), "Model API quota exceeded"));
          OutputStream in = cat.getOutputStream();
          byte[] much = new byte[20_000];
          Arrays.fill(much, (byte) 'x');
          assertThrows(QuotaExceededException.class, () -> in.write(much));
          letGo();
          return null;
        });
    cat.getOutputStream().close();
    assertEquals(-1, cat.getInputStream().read(), "not a byte went out");
  }

  @Test
  void aProcessThatNeverStartedIsNobodysChild() {
    long before = Faults.suppressed;
    ChildHooks.started(null, List.of());
    assertEquals(before, Faults.suppressed);
  }

  @Test
  void whatAChildWroteToAFileBeforeItIsKnownIsItsOwnAndWhatWasThereIsNot(@TempDir Path folder)
      throws Exception {
    Path out = folder.resolve("out");
    Path err = Files.writeString(folder.resolve("err"), "earlier");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "echo one >&2; echo two; read x");
    builder.redirectOutput(out.toFile()).redirectError(Redirect.appendTo(err.toFile()));
    Files.writeString(out, "will be gone");
    Redirect[] redirects = {Redirect.PIPE, builder.redirectOutput(), builder.redirectError()};
    Object starts = ChildHooks.starts(redirects, false);
    Process child = builder.start();
    Awaitility.await().until(() -> Files.readString(out).equals("two\n"));
    ChildHooks.started(child, builder.command(), starts);
    ChildRecord record = requireNonNull(Children.of(child));
    assertEquals(0, record.outputFrom());
    assertEquals(out.toFile(), record.outputFile());
    assertEquals("earlier".length(), record.errorFrom());
    child.destroy();
  }

  @Test
  void aHundredMegabytesPassUnchangedAndAboutAsFast() throws Exception {
    byte[] chunk = new byte[1 << 16];
    new Random(7).nextBytes(chunk);
    long bare = Long.MAX_VALUE;
    long tapped = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      bare = Math.min(bare, pass(new ProcessBuilder("cat").start(), chunk));
      tapped = Math.min(tapped, pass(start("cat"), chunk));
    }
    System.out.printf("100 MB through a child: %.2f of bare%n", (double) bare / tapped);
  }

  private static long pass(Process cat, byte[] chunk) throws Exception {
    int times = 1600;
    long from = System.nanoTime();
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream out = cat.getOutputStream()) {
                for (int i = 0; i < times; i++) {
                  out.write(chunk);
                }
              } catch (java.io.IOException e) {
                throw new AssertionError(e);
              }
            });
    start(writer);
    byte[] got = new byte[chunk.length];
    InputStream in = cat.getInputStream();
    for (int i = 0; i < times; i++) {
      assertEquals(got.length, in.readNBytes(got, 0, got.length));
      assertArrayEquals(chunk, got);
    }
    assertEquals(-1, in.read());
    cat.waitFor();
    return System.nanoTime() - from;
  }
}

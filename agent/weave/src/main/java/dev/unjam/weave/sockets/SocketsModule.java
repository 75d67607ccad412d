package dev.unjam.weave.sockets;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.net.SocketAddress;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Every blocking {@code java.net.Socket}, TLS and SOCKS included.
 *
 * <p>{@code connect(SocketAddress, int)} and the private {@code read} and {@code implWrite} of a
 * byte array are where a thread blocks, on 17 and 25 alike; {@code implWrite} takes at most 128 KiB
 * at a time, so that a long write that makes progress is seen to make it.
 */
public final class SocketsModule implements WeaveModule {
  @Override
  public String id() {
    return "sockets";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        "sun/nio/ch/NioSocketImpl", new String[] {"connect", "read", "implWrite", "write"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(
            SocketAdvice.class,
            named("connect").and(takesArgument(0, SocketAddress.class)).or(read()).or(write())),
        Advised.methods(WireReadAdvice.class, read()),
        Advised.methods(WireWriteAdvice.class, whole()));
  }

  private static ElementMatcher.Junction<MethodDescription> read() {
    return named("read").and(takesArguments(byte[].class, int.class, int.class));
  }

  private static ElementMatcher.Junction<MethodDescription> write() {
    return named("implWrite").and(takesArguments(byte[].class, int.class, int.class));
  }

  /** All that is written at once, before the socket takes a lock of its own. */
  private static ElementMatcher.Junction<MethodDescription> whole() {
    return named("write").and(takesArguments(byte[].class, int.class, int.class));
  }
}

package dev.unjam.weave.sockets;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.net.SocketAddress;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

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
    return Map.of("sun/nio/ch/NioSocketImpl", new String[] {"connect", "read", "implWrite"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return Advised.methods(
        SocketAdvice.class,
        named("connect")
            .and(takesArgument(0, SocketAddress.class))
            .or(named("read").and(takesArguments(byte[].class, int.class, int.class)))
            .or(named("implWrite").and(takesArguments(byte[].class, int.class, int.class))));
  }
}

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
 * <p>{@code connect(SocketAddress, int)} and the private {@code read} and {@code write} of a byte
 * array are where a thread blocks, on 17 and 25 alike.
 */
public final class SocketsModule implements WeaveModule {
  @Override
  public String id() {
    return "sockets";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of("sun/nio/ch/NioSocketImpl", new String[] {"connect", "read", "write"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return Advised.methods(
        SocketAdvice.class,
        named("connect")
            .and(takesArgument(0, SocketAddress.class))
            .or(named("read").and(takesArguments(byte[].class, int.class, int.class)))
            .or(named("write").and(takesArguments(byte[].class, int.class, int.class))));
  }
}

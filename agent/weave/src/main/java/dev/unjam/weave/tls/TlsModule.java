package dev.unjam.weave.tls;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * The streams of the JDK's {@code SSLSocket}: below them there is nothing to be read.
 *
 * <p>Both have a {@code this$0} on 17 and 25 alike, and their {@code read()} and {@code write(int)}
 * come past the methods of a byte array.
 */
public final class TlsModule implements WeaveModule {
  private static final String IN = "sun/security/ssl/SSLSocketImpl$AppInputStream";
  private static final String OUT = "sun/security/ssl/SSLSocketImpl$AppOutputStream";

  @Override
  public String id() {
    return "tls";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(IN, new String[] {"read"}, OUT, new String[] {"write"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return internalName.equals(IN)
        ? Advised.methods(
            TlsReadAdvice.class,
            named("read").and(takesArguments(byte[].class, int.class, int.class)))
        : Advised.methods(
            TlsWriteAdvice.class,
            named("write").and(takesArguments(byte[].class, int.class, int.class)));
  }
}

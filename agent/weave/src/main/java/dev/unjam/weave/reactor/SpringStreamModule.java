package dev.unjam.weave.reactor;

import static net.bytebuddy.matcher.ElementMatchers.named;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * The stream that Spring's RestClient reads a body from over Reactor Netty, since 6.2: the thread
 * parks in it by itself, and an interrupt is swallowed there.
 */
public final class SpringStreamModule implements WeaveModule {
  @Override
  public String id() {
    return "reactor-spring";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of("org/springframework/http/client/SubscriberInputStream", new String[] {"read"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return Advised.methods(SpringReadAdvice.class, named("read"));
  }
}

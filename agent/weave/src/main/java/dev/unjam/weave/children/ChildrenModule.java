package dev.unjam.weave.children;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * The start of a child process: {@code Runtime.exec}, {@code ProcessBuilder.start} and {@code
 * startPipeline} all end in the private {@code start(Redirect[])}, on 17 and 25.
 */
public final class ChildrenModule implements WeaveModule {
  @Override
  public String id() {
    return "children";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of("java/lang/ProcessBuilder", new String[] {"start"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return Advised.methods(
        StartAdvice.class, named("start").and(takesArguments(1)).and(returns(Process.class)));
  }
}

package dev.unjam.weave.urlconnection;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import dev.unjam.weave.Advised;
import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * {@code HttpURLConnection}: the https one delegates to a subclass of the same class.
 *
 * <p>{@code getResponseCode} and the header getters all come past {@code getInputStream}.
 */
public final class UrlConnectionModule implements WeaveModule {
  @Override
  public String id() {
    return "urlconnection";
  }

  @Override
  public Map<String, String[]> targets() {
    return Map.of(
        "sun/net/www/protocol/http/HttpURLConnection",
        new String[] {"connect", "getOutputStream", "getInputStream"});
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return new AsmVisitorWrapper.Compound(
        Advised.methods(
            SendAdvice.class,
            namedOneOf("connect", "getOutputStream").and(isPublic()).and(takesNoArguments())),
        Advised.methods(
            HeadAdvice.class, named("getInputStream").and(isPublic()).and(takesNoArguments())));
  }
}

package dev.unjam.weave.reactor;

import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.bridge.ReactorHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code HttpClientHandler.get()} and {@code requestWithBody}: an attempt is about to look for a
 * connection, and to send upon one. What is thrown here the library tells its subscriber.
 */
public final class DeniedAdvice {
  private DeniedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.This Object handler) {
    return ReactorHooks.denied(handler);
  }
}

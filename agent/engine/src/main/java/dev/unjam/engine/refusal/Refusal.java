package dev.unjam.engine.refusal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer that says no for lack of allowance.
 *
 * @param refusalClass what is missing
 * @param retryAfter how long the provider says to wait, from zero to 366 days; null where it does
 *     not say
 * @param code the provider's own error code, such as {@code insufficient_quota}; null without one
 * @param message the provider's words, free of secrets, queries and control characters, at most 200
 *     characters; empty where it had none
 * @param rule the id of the rule that decided
 */
public record Refusal(
    RefusalClass refusalClass,
    @Nullable Duration retryAfter,
    @Nullable String code,
    String message,
    String rule) {}

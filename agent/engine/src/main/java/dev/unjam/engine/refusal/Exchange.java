package dev.unjam.engine.refusal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one answer of a model provider.
 *
 * @param transport how it travelled
 * @param provider the provider's name or host, null where unknown; only ever breaks a tie
 * @param status the HTTP status, for gRPC its status number; 0 where there is none
 * @param headers response headers or trailers, names in any case
 * @param body the first 8 KiB of a body or the last 8 KiB of a stream, possibly cut at both ends
 */
public record Exchange(
    Transport transport,
    @Nullable String provider,
    int status,
    Map<String, String> headers,
    String body) {}

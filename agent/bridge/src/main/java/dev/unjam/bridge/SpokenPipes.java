package dev.unjam.bridge;

import java.util.Set;

/**
 * By which pipes a child speaks to the host.
 *
 * @param names as the system shows them; none where it speaks by none, or nobody can tell
 * @param startTicks when the child was started, in clock ticks since boot
 */
public record SpokenPipes(Set<String> names, long startTicks) {}

/**
 * The options: where they come from, what they may be.
 *
 * <p>Runs before the host's {@code main}. Where nothing is wrong, strings are put together with
 * {@code concat}: the first {@code +} of a JVM loads some fifty classes of method handles.
 */
@NullMarked
package dev.unjam.engine.config;

import org.jspecify.annotations.NullMarked;

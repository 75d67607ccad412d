/** As Guava's package ends. */
@NullMarked
package dev.unjam.engine.host.common.util.concurrent;

import org.jspecify.annotations.NullMarked;

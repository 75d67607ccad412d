/** From the bridge's records to an immutable snapshot. */
@NullMarked
package dev.unjam.engine.track;

import org.jspecify.annotations.NullMarked;

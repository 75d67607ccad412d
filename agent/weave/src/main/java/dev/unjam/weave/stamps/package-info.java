/** The locked modes of a StampedLock. */
@NullMarked
package dev.unjam.weave.stamps;

import org.jspecify.annotations.NullMarked;

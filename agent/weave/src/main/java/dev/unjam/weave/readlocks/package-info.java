/** The read half of a ReentrantReadWriteLock. */
@NullMarked
package dev.unjam.weave.readlocks;

import org.jspecify.annotations.NullMarked;

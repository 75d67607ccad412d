/** The permits of a Semaphore. */
@NullMarked
package dev.unjam.weave.semaphores;

import org.jspecify.annotations.NullMarked;

/** What advice calls: per-thread records of holds and calls; bootstrap loader, JDK types only. */
@NullMarked
package dev.unjam.bridge;

import org.jspecify.annotations.NullMarked;

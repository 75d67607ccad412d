/** Exclusive locks of java.util.concurrent and those built on its synchronizers. */
@NullMarked
package dev.unjam.weave.locks;

import org.jspecify.annotations.NullMarked;

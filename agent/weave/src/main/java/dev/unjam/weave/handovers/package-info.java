/** Work that one thread hands over to another, through java.util.concurrent and threads. */
@NullMarked
package dev.unjam.weave.handovers;

import org.jspecify.annotations.NullMarked;

/** Calls through Reactor Netty, and whatever is built upon it. */
@NullMarked
package dev.unjam.weave.reactor;

import org.jspecify.annotations.NullMarked;

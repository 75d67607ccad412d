/** Reactor Netty, and what Spring builds upon it. */
@NullMarked
package clienthost.reactor;

import org.jspecify.annotations.NullMarked;

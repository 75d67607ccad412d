/** Hosts with the packaged agent inside, each in a JVM of its own. */
@NullMarked
package dev.unjam.agent.it;

import org.jspecify.annotations.NullMarked;

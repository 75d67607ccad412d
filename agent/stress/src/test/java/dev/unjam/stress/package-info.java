/**
 * Races between threads of the host and the agent, run by jcstress in JVMs that carry the agent.
 */
@NullMarked
package dev.unjam.stress;

import org.jspecify.annotations.NullMarked;

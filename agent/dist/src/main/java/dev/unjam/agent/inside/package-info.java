/** What the entry starts inside the isolated loader: the agent put together. */
@NullMarked
package dev.unjam.agent.inside;

import org.jspecify.annotations.NullMarked;

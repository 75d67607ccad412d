/**
 * The way in: agent and command line entry, the bridge's way to the bootstrap loader, isolation.
 */
@NullMarked
package dev.unjam.agent;

import org.jspecify.annotations.NullMarked;

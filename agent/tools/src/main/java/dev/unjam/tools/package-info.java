/**
 * The command line: looks at JVMs from outside, and talks to an agent inside by attaching again.
 *
 * <p>Every failure is one plain sentence on the error stream and an exit status of the contract.
 */
@NullMarked
package dev.unjam.tools;

import org.jspecify.annotations.NullMarked;

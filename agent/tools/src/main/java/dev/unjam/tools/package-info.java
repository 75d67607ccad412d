/** The command line. */
@NullMarked
package dev.unjam.tools;

import org.jspecify.annotations.NullMarked;

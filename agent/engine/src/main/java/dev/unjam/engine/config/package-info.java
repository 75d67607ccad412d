/** The options: where they come from, what they may be. */
@NullMarked
package dev.unjam.engine.config;

import org.jspecify.annotations.NullMarked;

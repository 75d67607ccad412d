/** The acts themselves, each on a disposable thread with a deadline. */
@NullMarked
package dev.unjam.engine.remedy;

import org.jspecify.annotations.NullMarked;

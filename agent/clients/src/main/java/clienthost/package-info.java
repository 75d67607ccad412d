/** A program that calls through every HTTP client that it has, and says what became of it. */
@NullMarked
package clienthost;

import org.jspecify.annotations.NullMarked;

/** The tasks of pools whose workers are no synchronizers. */
@NullMarked
package dev.unjam.weave.pools;

import org.jspecify.annotations.NullMarked;

/** Exclusive synchronizers of the host's and of libraries that keep no owner. */
@NullMarked
package dev.unjam.weave.ownerless;

import org.jspecify.annotations.NullMarked;

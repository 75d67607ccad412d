/** Byte Buddy: the catalogue of what is woven into the host. */
@NullMarked
package dev.unjam.weave;

import org.jspecify.annotations.NullMarked;

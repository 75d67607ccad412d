/** The body streams of blocking clients: what every one of them is woven with. */
@NullMarked
package dev.unjam.weave.streams;

import org.jspecify.annotations.NullMarked;

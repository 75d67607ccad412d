/** What several clients are woven with: body streams of blocking ones, futures of Apache's. */
@NullMarked
package dev.unjam.weave.streams;

import org.jspecify.annotations.NullMarked;

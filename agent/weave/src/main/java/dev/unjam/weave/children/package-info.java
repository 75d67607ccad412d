/** Child processes and their streams. */
@NullMarked
package dev.unjam.weave.children;

import org.jspecify.annotations.NullMarked;

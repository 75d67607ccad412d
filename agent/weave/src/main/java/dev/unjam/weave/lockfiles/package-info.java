/** Lock files, by every way that java.io and java.nio.file have of creating and deleting them. */
@NullMarked
package dev.unjam.weave.lockfiles;

import org.jspecify.annotations.NullMarked;

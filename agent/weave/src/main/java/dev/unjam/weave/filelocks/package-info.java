/** Locks of the operating system on files. */
@NullMarked
package dev.unjam.weave.filelocks;

import org.jspecify.annotations.NullMarked;

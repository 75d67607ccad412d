/** Every way of the JDK's to change a file, for the holder that lost the file's lock. */
@NullMarked
package dev.unjam.weave.filewrites;

import org.jspecify.annotations.NullMarked;

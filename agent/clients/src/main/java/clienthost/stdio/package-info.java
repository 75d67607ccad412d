/** A host that asks a child over its pipes, through each library that does so. */
@NullMarked
package clienthost.stdio;

import org.jspecify.annotations.NullMarked;

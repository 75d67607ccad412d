/** Calls through Apache HttpClient 4. */
@NullMarked
package dev.unjam.weave.apache4;

import org.jspecify.annotations.NullMarked;

/** Calls through Apache HttpAsyncClient 4. */
@NullMarked
package dev.unjam.weave.apache4async;

import org.jspecify.annotations.NullMarked;

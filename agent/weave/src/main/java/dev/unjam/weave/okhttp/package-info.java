/** Calls through OkHttp 4 and 5, and whatever is built upon it. */
@NullMarked
package dev.unjam.weave.okhttp;

import org.jspecify.annotations.NullMarked;

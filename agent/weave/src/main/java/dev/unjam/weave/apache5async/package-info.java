/** Calls through Apache HttpClient 5, asynchronous. */
@NullMarked
package dev.unjam.weave.apache5async;

import org.jspecify.annotations.NullMarked;

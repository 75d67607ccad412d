/** Calls through Jetty's HttpClient 12. */
@NullMarked
package dev.unjam.weave.jetty;

import org.jspecify.annotations.NullMarked;

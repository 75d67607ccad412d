/** Jetty's HttpClient, as its documentation shows it. */
@NullMarked
package clienthost.jetty;

import org.jspecify.annotations.NullMarked;

/** Calls through HttpURLConnection, http and https. */
@NullMarked
package dev.unjam.weave.urlconnection;

import org.jspecify.annotations.NullMarked;

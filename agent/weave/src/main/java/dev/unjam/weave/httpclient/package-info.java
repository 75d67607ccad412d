/** Calls through java.net.http. */
@NullMarked
package dev.unjam.weave.httpclient;

import org.jspecify.annotations.NullMarked;

/** Requests and answers in plain text, above the TLS of the JDK. */
@NullMarked
package dev.unjam.weave.tls;

import org.jspecify.annotations.NullMarked;

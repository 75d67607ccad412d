/** Every HTTP client in every phase, without and with the packaged agent. */
@NullMarked
package dev.unjam.clients;

import org.jspecify.annotations.NullMarked;

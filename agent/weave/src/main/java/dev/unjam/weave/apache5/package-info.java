/** Calls through Apache HttpClient 5, classic. */
@NullMarked
package dev.unjam.weave.apache5;

import org.jspecify.annotations.NullMarked;

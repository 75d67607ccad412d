/** Lock files, their holders and verdicts, the sweep, and the transcripts beside them. */
@NullMarked
package dev.unjam.engine.lease;

import org.jspecify.annotations.NullMarked;

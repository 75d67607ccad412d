/** What people and scripts read: events, the human log, the JSON log. */
@NullMarked
package dev.unjam.engine.report;

import org.jspecify.annotations.NullMarked;

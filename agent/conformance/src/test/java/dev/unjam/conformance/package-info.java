/** Random schedules over every kind of lock, compared with a model, without and with the agent. */
@NullMarked
package dev.unjam.conformance;

import org.jspecify.annotations.NullMarked;

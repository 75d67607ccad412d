/**
 * From an exchange to the provider's refusal: rules, as data, over status, headers and body prefix.
 */
@NullMarked
package dev.unjam.engine.refusal;

import org.jspecify.annotations.NullMarked;

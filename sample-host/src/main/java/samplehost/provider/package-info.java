/** A model provider that answers, refuses or falls silent as the user's text says. */
package samplehost.provider;

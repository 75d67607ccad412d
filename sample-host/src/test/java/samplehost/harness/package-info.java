/** Starts gateway and provider as processes of their own, and talks to them as a user would. */
package samplehost.harness;

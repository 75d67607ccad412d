/** A subagent that speaks the Agent Client Protocol on its standard streams. */
package samplehost.child;

/** The sample gateway and what it talks to, started from one jar. */
package samplehost;

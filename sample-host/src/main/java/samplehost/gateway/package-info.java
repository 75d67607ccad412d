/** A chat gateway that hands messages to a model, and forgets its locks when the model fails. */
package samplehost.gateway;

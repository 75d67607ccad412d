package samplehost.child;

import com.fasterxml.jackson.databind.JsonNode;
import samplehost.Directive;

/**
 * One turn that the gateway asked for.
 *
 * @param id the request's id, as it came
 */
record Prompt(JsonNode id, String session, String text, Directive directive) {}

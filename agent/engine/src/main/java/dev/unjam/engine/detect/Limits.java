package dev.unjam.engine.detect;

/**
 * From when on a holder counts as stuck; all in milliseconds.
 *
 * @param threshold on a hard refusal
 * @param patience on a refusal that passes by itself, its own Retry-After included
 * @param silence without a byte of a body
 * @param silenceHead without the first byte
 * @param silenceChild without a byte of a child process
 * @param leak with a thread that is dead or whose task has ended
 * @param grace the least that a holder gets to let go by itself
 */
public record Limits(
    long threshold,
    long patience,
    long silence,
    long silenceHead,
    long silenceChild,
    long leak,
    long grace) {}

package dev.unjam.engine.ladder;

/**
 * How a stuck holder stands right now.
 *
 * @param holdsLeft whether any of its stuck holds is still there
 * @param inCall whether it is inside a call, the same or another
 * @param waiting whether it sleeps or waits rather than runs
 * @param ownerless whether nobody is left to release: its thread is dead or its task has ended
 * @param ownerlessMillis for how long that has been so, in credited milliseconds
 * @param leases whether lock files are among the holds left
 * @param locks whether locks are
 * @param named whether the detector finds it stuck in this very scan
 * @param goesOn whether it, or work that it handed over, is at something else that goes well
 * @param wentOn whether it was itself seen at something else that went well, since it was acted on
 * @param carriedOn whether something goes on elsewhere, or is queued, that may release what is left
 */
public record Standing(
    boolean holdsLeft,
    boolean inCall,
    boolean waiting,
    boolean ownerless,
    long ownerlessMillis,
    boolean leases,
    boolean locks,
    boolean named,
    boolean goesOn,
    boolean wentOn,
    boolean carriedOn) {}

package dev.unjam.conformance;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A thread that waits in a lock's queue, as the model knows it.
 *
 * @param attempt takes what is waited for if that is possible now
 * @param granted how the call ends once it has been taken; asked for at that moment
 */
record Wait(
    int thread,
    boolean shared,
    boolean interruptible,
    BooleanSupplier attempt,
    Supplier<Outcome> granted) {}

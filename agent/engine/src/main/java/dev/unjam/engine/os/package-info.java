/** What the operating system says of processes and sockets. */
@NullMarked
package dev.unjam.engine.os;

import org.jspecify.annotations.NullMarked;

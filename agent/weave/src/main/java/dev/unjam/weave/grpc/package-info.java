/** Calls through gRPC, whichever transport is below. */
@NullMarked
package dev.unjam.weave.grpc;

import org.jspecify.annotations.NullMarked;

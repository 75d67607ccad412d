/** gRPC, called without generated code. */
@NullMarked
package clienthost.grpc;

import org.jspecify.annotations.NullMarked;

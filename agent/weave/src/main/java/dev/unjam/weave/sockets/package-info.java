/** The floor below every blocking client: NioSocketImpl. */
@NullMarked
package dev.unjam.weave.sockets;

import org.jspecify.annotations.NullMarked;

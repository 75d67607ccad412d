/** Operations of the AWS SDK 2 that are asynchronous, and requests of its client upon Netty. */
@NullMarked
package dev.unjam.weave.aws;

import org.jspecify.annotations.NullMarked;

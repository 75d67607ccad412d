package dev.unjam.bridge;

import java.io.IOException;
import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/** Tells a handler of the host's, on a thread of its channel's, that its write was refused. */
final class RefusedWrite implements Runnable {
  private final IOException why;
  private final CompletionHandler<?, Object> handler;
  private final @Nullable Object attachment;

  @SuppressWarnings("unchecked")
  RefusedWrite(IOException why, CompletionHandler<?, ?> handler, @Nullable Object attachment) {
    this.why = why;
    this.handler = (CompletionHandler<?, Object>) handler;
    this.attachment = attachment;
  }

  @Override
  public void run() {
    handler.failed(why, attachment);
  }
}

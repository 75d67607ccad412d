package dev.unjam.engine.detect;

import static dev.unjam.engine.detect.AHolder.OTHER_PROVIDER;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.track.Awaited;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.RefusalsView;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a made-up holder has handed over besides its calls. */
final class WorkBeside {
  private @Nullable Phase phase;
  private Awaited awaited = Awaited.NO;
  private boolean refused;
  private boolean queued;
  private boolean later;

  /** Another thread is at it, whose call has come so far and never falls silent. */
  void isAt(Phase call) {
    phase = call;
  }

  void isAwaited(Awaited how) {
    awaited = how;
  }

  void isRefused() {
    refused = true;
  }

  void isQueued() {
    queued = true;
  }

  void isForLater(boolean notDue) {
    later = notDue;
  }

  List<HandoverView> views(
      int holds, long now, Function<ACall, CallView> view, @Nullable RefusalsView refusals) {
    Phase so = phase;
    if (queued) {
      return List.of(AnErrand.queued(holds, later));
    }
    if (so == null) {
      return List.of();
    }
    ACall c =
        new ACall(99, "okhttp", OTHER_PROVIDER, so, now - 5_000, now - 1_000, 1, holds, false);
    return List.of(AnErrand.beside(holds, awaited, view.apply(c), refused ? refusals : null));
  }
}

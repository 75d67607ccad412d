package dev.unjam.benchmarks.variants;

import org.jspecify.annotations.Nullable;

/** The hooks that are compared, by name; each is a lock class of its own. */
final class Hooks {
  private Hooks() {}

  static VariantLock of(String name) {
    return switch (name) {
      case "bare" -> new Bare();
      case "local" -> new Local();
      case "local-leave" -> new LocalLeave();
      case "local-same" -> new LocalSame();
      case "local-nano" -> new LocalNano();
      case "local-packed" -> new LocalPacked();
      case "local-cached" -> new LocalCached();
      case "tid" -> new Tid();
      case "tid-getid" -> new TidGetId();
      case "tid-leave" -> new TidLeave();
      case "tid-same" -> new TidSame();
      case "tid-packed" -> new TidPacked();
      case "tid-runnable" -> new TidRunnable();
      case "only" -> new Only();
      case "only-same" -> new OnlySame();
      case "look-local" -> new LookLocal();
      case "look-tid" -> new LookTid();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Nothing. */
  private static final class Bare extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {}
  }

  /** As the agent did it first: ThreadLocal, four arrays, reference cleared. */
  private static final class Local extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byThreadLocal().pop(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.byThreadLocal().push(this, Books.tick);
      }
    }
  }

  /** The reference stays. */
  private static final class LocalLeave extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byThreadLocal().popAndLeave(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.byThreadLocal().push(this, Books.tick);
      }
    }
  }

  /** The reference stays and is not stored again. */
  private static final class LocalSame extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byThreadLocal().popAndLeave(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.byThreadLocal().pushIfOther(this, Books.tick);
      }
    }
  }

  /** Stamped with the real time. */
  private static final class LocalNano extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byThreadLocal().pop(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.byThreadLocal().push(this, System.nanoTime());
      }
    }
  }

  /** One long an entry. */
  private static final class LocalPacked extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byThreadLocal().popPacked(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.byThreadLocal().pushPacked(this, Books.tick);
      }
    }
  }

  /** A table by the field Thread.tid. */
  private static final class Tid extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byTidField(Thread.currentThread()).pop(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.byTidField(owner).push(this, Books.tick);
      }
    }
  }

  /** A table by Thread.getId(). */
  private static final class TidGetId extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byGetId(Thread.currentThread()).pop(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.byGetId(owner).push(this, Books.tick);
      }
    }
  }

  /** Table; the reference stays. */
  private static final class TidLeave extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byTidField(Thread.currentThread()).popAndLeave(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.byTidField(owner).push(this, Books.tick);
      }
    }
  }

  /** Table; the reference stays and is not stored again. */
  private static final class TidSame extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byTidField(Thread.currentThread()).popAndLeave(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.byTidField(owner).pushIfOther(this, Books.tick);
      }
    }
  }

  /** Table; one long an entry. */
  private static final class TidPacked extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byTidField(Thread.currentThread()).popPacked(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.byTidField(owner).pushPacked(this, Books.tick);
      }
    }
  }

  /** No look-up at all. */
  private static final class Only extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.only().pop(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.only().push(this, Books.tick);
      }
    }
  }

  /** No look-up, the reference stays and is not stored again. */
  private static final class OnlySame extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.only().popAndLeave(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.only().pushIfOther(this, Books.tick);
      }
    }
  }

  /** The look-up alone, by ThreadLocal. */
  private static final class LookLocal extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byThreadLocal().touch();
      } else if (owner == Thread.currentThread()) {
        Lookup.byThreadLocal().touch();
      }
    }
  }

  /** The look-up alone, by table. */
  private static final class LookTid extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byTidField(Thread.currentThread()).touch();
      } else if (owner == Thread.currentThread()) {
        Lookup.byTidField(owner).touch();
      }
    }
  }

  /** The last four references in a cache. */
  private static final class LocalCached extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (owner == null) {
        Lookup.byThreadLocal().popCached(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.byThreadLocal().pushCached(this, Books.tick);
      }
    }
  }

  /** Table, nothing stored again; and whether this is a pool's worker, which it is not. */
  private static final class TidRunnable extends VariantLock {
    private static final long serialVersionUID = 1L;

    @Override
    void ownerSet(@Nullable Thread owner) {
      if (mayBeWorker(this)) {
        throw new IllegalStateException();
      }
      if (owner == null) {
        Lookup.byTidField(Thread.currentThread()).popAndLeave(this);
      } else if (owner == Thread.currentThread()) {
        Lookup.byTidField(owner).pushIfOther(this, Books.tick);
      }
    }

    private static boolean mayBeWorker(Object synchronizer) {
      return synchronizer instanceof Runnable;
    }
  }
}

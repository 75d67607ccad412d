package dev.unjam.weave.locks;

import dev.unjam.weave.WeaveModule;
import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/**
 * What makes the former holder of a lock harmless. The tracking itself is {@link OwnerWeaver}'s.
 */
public final class LocksModule implements WeaveModule {
  @Override
  public String id() {
    return "locks";
  }

  @Override
  public Map<String, String[]> targets() {
    return ClaimWeaving.targets();
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return ClaimWeaving.advice(internalName);
  }
}

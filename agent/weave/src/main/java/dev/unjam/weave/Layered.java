package dev.unjam.weave;

import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/** Two modules that weave the same class: what the first adds runs before what the second does. */
record Layered(WeaveModule first, WeaveModule second) implements WeaveModule {
  @Override
  public String id() {
    return first.id() + "+" + second.id();
  }

  @Override
  public Map<String, String[]> targets() {
    return first.targets();
  }

  @Override
  public AsmVisitorWrapper advice(String internalName) {
    return new AsmVisitorWrapper.Compound(first.advice(internalName), second.advice(internalName));
  }
}

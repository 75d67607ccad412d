package dev.unjam.conformance;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Gives every property without a seed the one that is asked for, to see a failure again. */
public final class SeedHook implements AroundPropertyHook {
  private static final String ASKED = System.getProperty("conformance.seed", "");

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    if (!ASKED.isEmpty() && context.attributes().seed().isEmpty()) {
      context.attributes().setSeed(ASKED);
    }
    return property.execute();
  }
}

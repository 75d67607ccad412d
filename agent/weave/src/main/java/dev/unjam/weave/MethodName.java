package dev.unjam.weave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.bytebuddy.asm.Advice;

/**
 * The parameter of an advice that gets the name of the method.
 *
 * <p>As {@link Advice.Origin} would, which makes some thirty proxy classes first: a fifth of the
 * time until the first call of a host has ended.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface MethodName {}

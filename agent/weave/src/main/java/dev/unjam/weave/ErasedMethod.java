package dev.unjam.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.description.annotation.AnnotationList;
import net.bytebuddy.description.annotation.AnnotationValue;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.method.ParameterList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.description.type.TypeList;
import org.jspecify.annotations.Nullable;

/**
 * A method that is woven, with its types as they are in the class file, looked up once.
 *
 * <p>Byte Buddy's description of a method in a class file looks its types up in the pool each time
 * it is asked for one, and weaving an advice asks for each instruction that touches a variable. On
 * one thread.
 */
final class ErasedMethod extends MethodDescription.InDefinedShape.AbstractBase {
  private final MethodDescription.InDefinedShape from;
  private final TypeDescription.Generic returned;
  private final ParameterList<ParameterDescription.InDefinedShape> parameters;
  private final int stackSize;

  ErasedMethod(MethodDescription.InDefinedShape from) {
    this.from = from;
    returned = from.getReturnType().asErasure().asGenericType();
    List<ParameterDescription.InDefinedShape> all = new ArrayList<>();
    int offset = from.isStatic() ? 0 : 1;
    for (ParameterDescription p : from.getParameters()) {
      Parameter erased = new Parameter(p, offset);
      offset += erased.type.getStackSize().getSize();
      all.add(erased);
    }
    parameters = new ParameterList.Explicit<>(all);
    stackSize = offset;
  }

  private final class Parameter extends ParameterDescription.InDefinedShape.AbstractBase {
    private final TypeDescription.Generic type;
    private final int index;
    private final int offset;

    Parameter(ParameterDescription from, int offset) {
      type = from.getType().asErasure().asGenericType();
      index = from.getIndex();
      this.offset = offset;
    }

    @Override
    public TypeDescription.Generic getType() {
      return type;
    }

    @Override
    public MethodDescription.InDefinedShape getDeclaringMethod() {
      return ErasedMethod.this;
    }

    @Override
    public int getIndex() {
      return index;
    }

    @Override
    public int getOffset() {
      return offset;
    }

    @Override
    public boolean isNamed() {
      return false;
    }

    @Override
    public boolean hasModifiers() {
      return false;
    }

    @Override
    public AnnotationList getDeclaredAnnotations() {
      return new AnnotationList.Empty();
    }
  }

  @Override
  public TypeDescription getDeclaringType() {
    return from.getDeclaringType();
  }

  @Override
  public TypeDescription.Generic getReturnType() {
    return returned;
  }

  @Override
  public ParameterList<ParameterDescription.InDefinedShape> getParameters() {
    return parameters;
  }

  @Override
  public int getStackSize() {
    return stackSize;
  }

  @Override
  public TypeList.Generic getExceptionTypes() {
    return from.getExceptionTypes();
  }

  @Override
  public TypeList.Generic getTypeVariables() {
    return new TypeList.Generic.Empty();
  }

  @Override
  public @Nullable AnnotationValue<?, ?> getDefaultValue() {
    return null;
  }

  @Override
  public AnnotationList getDeclaredAnnotations() {
    return from.getDeclaredAnnotations();
  }

  @Override
  public String getInternalName() {
    return from.getInternalName();
  }

  @Override
  public int getModifiers() {
    return from.getModifiers();
  }
}

package dev.unjam.weave;

import java.util.Map;
import net.bytebuddy.asm.AsmVisitorWrapper;

/** How one library is woven: which classes, and which advice goes where. */
public interface WeaveModule {
  /** The module's name in the log and in the documentation. */
  String id();

  /**
   * The classes to weave, by their internal name ({@code java/io/File}), and for each the names of
   * the methods that must be there. A name that ends in {@code *} stands for every class that
   * begins so. Read before {@code main}: loads nothing of Byte Buddy.
   */
  Map<String, String[]> targets();

  /**
   * The advice for one of the targets; called when such a class comes by, on the thread that loads
   * it.
   *
   * @param internalName the class's internal name
   */
  AsmVisitorWrapper advice(String internalName);
}

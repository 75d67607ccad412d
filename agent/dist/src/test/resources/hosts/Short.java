/** Is over at once: by the end of its main, by exit, or by an error. */
public class Short {
  public static void main(String[] args) {
    if (args[0].equals("exit")) {
      System.exit(7);
    }
    if (args[0].equals("throw")) {
      throw new IllegalStateException("thrown");
    }
  }
}

import java.io.File;

/** Takes a lock file as the first thing that it does, and says whether it could. */
public class TakesAtOnce {
  public static void main(String[] args) throws Exception {
    System.out.println(new File(args[0]).createNewFile() ? "taken" : "somebody has it");
  }
}

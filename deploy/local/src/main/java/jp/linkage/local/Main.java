package jp.linkage.local;

/** Entry point of the commands of the {@code linkage} script that need the services. */
public final class Main {
  private Main() {}

  /**
   * Runs one command.
   *
   * @param arguments the command and its options, as given to the script
   */
  public static void main(String[] arguments) {
    System.err.println("usage: linkage demo | up | down | bench | token | keys");
    System.exit(2);
  }
}

package clienthost.stdio;

/** A library that asks a child; any thread may ask, several at a time. */
interface ChildClient {
  /**
   * Asks and waits for the answer in the library's own way, for as long as it takes.
   *
   * @throws Exception the library's own, where the child answers with an error or not at all
   */
  String ask(String text) throws Exception;
}

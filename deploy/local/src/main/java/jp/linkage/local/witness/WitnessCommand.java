package jp.linkage.local.witness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;
import jp.linkage.protocol.tlog.witness.WitnessedLog;

/** {@code ./linkage witness}: watches the logs of a policy file until it is stopped. */
public final class WitnessCommand {
  private static final String NAME = "--name";
  private static final String POLICY = "--policy";
  private static final String STATE = "--state";
  private static final String PORT = "--port";

  private WitnessCommand() {}

  /**
   * Starts a witness and prints where it is and what a policy says that names it.
   *
   * @param arguments without the command's own name
   * @return the exit code when it did not start; 0 when it runs, on threads that keep the process
   *     alive
   */
  public static int run(List<String> arguments, PrintStream out, PrintStream error) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      given.put(arguments.get(i), arguments.get(i + 1));
    }
    if (arguments.size() != 2 * given.size()
        || !Set.of(NAME, POLICY, STATE, PORT).containsAll(given.keySet())
        || !given.keySet().containsAll(Set.of(NAME, POLICY, STATE))
        || !given.getOrDefault(PORT, "0").matches("[0-9]{1,5}")) {
      error.print(
          """
          usage: linkage witness --name NAME --policy FILE --state FOLDER [--port N]
            NAME    of the witness, for instance witness.example/w1; always the same
            FILE    a policy file; its "log" lines are the logs that are watched
            FOLDER  keeps the keys and what was cosigned; lose it and the witness knows nothing
            N       a port of this machine; 0, or none, for a free one
          """);
      return 2;
    }
    try {
      Path folder = Path.of(given.getOrDefault(STATE, ""));
      List<NoteSigner> signers =
          WitnessKeys.openOrCreate(folder.resolve("keys"), given.getOrDefault(NAME, ""));
      TrustPolicy policy =
          TrustPolicy.parse(Files.readAllBytes(Path.of(given.getOrDefault(POLICY, ""))));
      // Not closed: it runs until the process ends, and what it answered is on the disk.
      @SuppressWarnings("resource")
      WitnessServer server =
          WitnessServer.start(
              Integer.parseInt(given.getOrDefault(PORT, "0")),
              folder.resolve("logs"),
              logs(policy),
              signers,
              InstantSource.system());
      out.println("witness " + server.uri());
      for (NoteSigner signer : signers) {
        out.println("  " + signer.key().type() + " " + signer.key().text());
      }
      out.flush();
      return 0;
    } catch (IOException | ProtocolViolation | IllegalArgumentException e) {
      error.println("linkage witness: " + e.getMessage());
      return 1;
    }
  }

  /** The logs of a policy, each with all of its keys. */
  public static List<WitnessedLog> logs(TrustPolicy policy) {
    Map<String, List<VerifierKey>> keys = new LinkedHashMap<>();
    policy
        .logs()
        .forEach(
            log -> keys.computeIfAbsent(log.key().name(), _ -> new ArrayList<>()).add(log.key()));
    return keys.entrySet().stream()
        .map(entry -> new WitnessedLog(entry.getKey(), entry.getValue()))
        .toList();
  }
}

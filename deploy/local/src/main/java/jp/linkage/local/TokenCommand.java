package jp.linkage.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jp.linkage.local.ceremony.StaffIssuer;
import jp.linkage.local.stack.Processes;

/** {@code ./linkage token}: a bearer token of a demo staff member, for ready-to-paste commands. */
final class TokenCommand {
  private static final List<String> ROLES =
      List.of("caseworker", "clerk", "agency-auditor", "auditor", "operator");
  private static final Duration WORKDAY = Duration.ofHours(8);
  private static final String AGENCY_OPTION = "--agency";

  private final Path data;

  /** Signs with the identity provider of the run whose data are here. */
  TokenCommand(Path data) {
    this.data = data;
  }

  /**
   * Prints a token.
   *
   * @param options SERVICE ROLE[,ROLE…] [SUBJECT] [--agency AGENCY]
   * @return the exit code
   */
  int run(List<String> options, PrintStream out, PrintStream error) {
    var words = new ArrayList<>(options);
    Optional<String> agency = Optional.empty();
    int at = words.indexOf(AGENCY_OPTION);
    if (at >= 0 && at + 1 < words.size()) {
      agency = Optional.of(words.remove(at + 1));
      words.remove(at);
    }
    if (words.size() < 2 || words.size() > 3 || !Processes.ALL.contains(words.getFirst())) {
      return usage(error);
    }
    String service = words.getFirst();
    Set<String> roles = new TreeSet<>(List.of(words.get(1).split(",", -1)));
    if (!ROLES.containsAll(roles)) {
      return usage(error);
    }
    if (agency.isEmpty() && Processes.AGENCIES.contains(service)) {
      agency = Optional.of(service);
    }
    if (roles.contains("agency-auditor") && agency.isEmpty()) {
      error.println("linkage token: agency-auditor sees one agency's entries: which --agency?");
      return 2;
    }
    Path keys = data.resolve("keys").resolve("identity-provider");
    if (!java.nio.file.Files.isDirectory(keys)) {
      error.println("linkage token: there is no local run yet; ./linkage up makes one");
      return 1;
    }
    String subject = words.size() > 2 ? words.get(2) : "demo-" + String.join("-", roles);
    out.println(StaffIssuer.open(keys).token(service, subject, roles, agency, WORKDAY));
    return 0;
  }

  private static int usage(PrintStream error) {
    error.println(
        "usage: linkage token SERVICE ROLE[,ROLE...] [SUBJECT] [--agency AGENCY]\n"
            + "  SERVICE: "
            + String.join(", ", Processes.ALL)
            + "\n  ROLE:    "
            + String.join(", ", ROLES)
            + "\n  AGENCY:  whose entries an agency-auditor sees at the audit-service");
    return 2;
  }
}

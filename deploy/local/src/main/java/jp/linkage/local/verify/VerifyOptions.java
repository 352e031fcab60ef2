package jp.linkage.local.verify;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.linkage.local.verify.database.AuditDatabase;

/**
 * What was given to {@code ./linkage verify}.
 *
 * @param bundle the bundle of evidence; either this or {@code log}
 * @param log the address or the folder of a log
 * @param policy the policy file that the auditor trusts
 * @param keys a file of vkeys of the log that he trusts instead
 * @param earlierKeys a file of vkeys with which the log signed records before, each with the last
 *     offset for which it counts
 * @param since the checkpoint of an earlier audit
 * @param save where to keep the checkpoint for the next one
 * @param tokenFile holds the bearer token of an auditor
 * @param database the audit-service's database, to be compared with the log
 * @param strict whether an entry that is no record fails the audit
 */
record VerifyOptions(
    Optional<Path> bundle,
    Optional<String> log,
    Optional<Path> policy,
    Optional<Path> keys,
    Optional<Path> earlierKeys,
    Optional<Path> since,
    Optional<Path> save,
    Optional<Path> tokenFile,
    Optional<AuditDatabase> database,
    boolean strict) {
  static final String USAGE =
      """
      usage: linkage verify FILE --policy FILE [--earlier-keys FILE] [--since FILE]
             linkage verify --log URL|FOLDER (--policy FILE | --keys FILE) [--earlier-keys FILE]
                            [--since FILE] [--save FILE] [--token-file FILE] [--strict]
                            [--database JDBC-URL [--database-login FILE] [--audit-keys FILE]
                             [--topic HOST:PORT]]
        FILE                 a bundle of evidence; verified without any connection
        --log URL|FOLDER     a whole log: the prefix below which its checkpoint and tiles are
        --policy FILE        whose signatures you trust: the log's keys and its witnesses
        --keys FILE          the same without witnesses: a key of the log (vkey) in each line
        --earlier-keys FILE  keys with which the log signed records before: in each line a vkey and
                             the last offset for which it counts
        --since FILE         a checkpoint that you verified before: the newest tree must have grown
                             from it; of a whole log, only what was added since is read
        --save FILE          keep the checkpoint there when all holds, for the next --since
        --token-file FILE    your auditor's bearer token, for the entries; or set LINKAGE_AUDITOR_TOKEN
        --database JDBC-URL  compare every row and column that the audit-service derived from the
                             log; not with --since. Login: LINKAGE_DATABASE_USER and
                             LINKAGE_DATABASE_PASSWORD, or
        --database-login FILE  with the lines user=… and password=…
        --audit-keys FILE    the audit-service's key file: opens the records, so that what only they
                             say is compared too
        --topic HOST:PORT    the broker: compare the times of arrival, which are in no record
        --strict             fail when an entry is no record that the log signed
      Exit code: 0 when everything holds, 1 when it does not or could not be verified, 2 for other
      arguments than these.
      """;

  private static final String FILE = "FILE";
  private static final String LOG = "--log";
  private static final String POLICY = "--policy";
  private static final String KEYS = "--keys";
  private static final String EARLIER_KEYS = "--earlier-keys";
  private static final String SINCE = "--since";
  private static final String SAVE = "--save";
  private static final String TOKEN_FILE = "--token-file";
  private static final String DATABASE = "--database";
  private static final String DATABASE_LOGIN = "--database-login";
  private static final String AUDIT_KEYS = "--audit-keys";
  private static final String TOPIC = "--topic";
  private static final String STRICT = "--strict";
  private static final Set<String> OF_DATABASE = Set.of(DATABASE_LOGIN, AUDIT_KEYS, TOPIC);
  private static final Set<String> WITH_VALUE =
      Set.of(
          LOG,
          POLICY,
          KEYS,
          EARLIER_KEYS,
          SINCE,
          SAVE,
          TOKEN_FILE,
          DATABASE,
          DATABASE_LOGIN,
          AUDIT_KEYS,
          TOPIC);

  /**
   * Reads the arguments.
   *
   * @return nothing when they are not of the form that {@link #USAGE} shows
   */
  static Optional<VerifyOptions> parse(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    var left = arguments.iterator();
    while (left.hasNext()) {
      String argument = left.next();
      boolean takesValue = WITH_VALUE.contains(argument);
      String name = takesValue || argument.equals(STRICT) ? argument : FILE;
      if ((takesValue && !left.hasNext()) || (name.equals(FILE) && argument.startsWith("-"))) {
        return Optional.empty();
      }
      if (given.put(name, takesValue ? left.next() : argument) != null) {
        return Optional.empty();
      }
    }
    return isComplete(given.keySet()) ? Optional.of(of(given)) : Optional.empty();
  }

  private static boolean isComplete(Set<String> given) {
    boolean database = given.contains(DATABASE);
    if (database ? given.contains(SINCE) : given.stream().anyMatch(OF_DATABASE::contains)) {
      return false;
    }
    return given.contains(LOG)
        ? !given.contains(FILE) && given.contains(POLICY) != given.contains(KEYS)
        : given.containsAll(Set.of(FILE, POLICY))
            && Set.of(FILE, POLICY, EARLIER_KEYS, SINCE).containsAll(given);
  }

  private static VerifyOptions of(Map<String, String> given) {
    return new VerifyOptions(
        path(given, FILE),
        Optional.ofNullable(given.get(LOG)),
        path(given, POLICY),
        path(given, KEYS),
        path(given, EARLIER_KEYS),
        path(given, SINCE),
        path(given, SAVE),
        path(given, TOKEN_FILE),
        Optional.ofNullable(given.get(DATABASE))
            .map(url ->
                new AuditDatabase(
                    url,
                    path(given, DATABASE_LOGIN),
                    path(given, AUDIT_KEYS),
                    Optional.ofNullable(given.get(TOPIC)))),
        given.containsKey(STRICT));
  }

  private static Optional<Path> path(Map<String, String> given, String name) {
    return Optional.ofNullable(given.get(name)).map(Path::of);
  }
}

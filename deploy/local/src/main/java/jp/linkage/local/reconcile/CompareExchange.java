package jp.linkage.local.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import jp.linkage.local.reconcile.Difference.Kind;

/** Compares what the three know of one exchange. */
final class CompareExchange {
  /** In every record, and in the log, under the same names (命令47条1項). */
  private static final List<String> MEMBERS =
      List.of(
          "inquirer",
          "provider",
          "organisation",
          "itemNumber",
          "affair",
          "procedure",
          "information",
          "subjectRelation",
          "caseReference",
          "staff",
          "nonDisclosure",
          "requestedAt");

  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final String RECORD = "record";

  private final String id;
  private final JsonNode inquirer;
  private final JsonNode provider;
  private final LoggedExchange log;
  private final List<Difference> found = new ArrayList<>();

  private CompareExchange(
      String id, Optional<JsonNode> inquirer, Optional<JsonNode> provider, LoggedExchange log) {
    this.id = id;
    this.inquirer = inquirer.orElse(MissingNode.getInstance());
    this.provider = provider.orElse(MissingNode.getInstance());
    this.log = log;
  }

  /** In what they do not agree. */
  static List<Difference> of(
      String id, Optional<JsonNode> inquirer, Optional<JsonNode> provider, LoggedExchange log) {
    var comparison = new CompareExchange(id, inquirer, provider, log);
    log.beginning().ifPresentOrElse(comparison::withTheLog, comparison::withoutTheLog);
    return comparison.found;
  }

  private void withoutTheLog() {
    // What the gateway refuses before it knows who asks, no party can log: a forged message, say
    boolean refusedBefore =
        provider.isMissingNode()
            && !inquirer.has("requestOffset")
            && !inquirer.path("outcome").asText().equals("not-permitted");
    if (!refusedBefore) {
      add(Kind.NOT_IN_THE_LOG, RECORD, outcome(inquirer), outcome(provider), Difference.NOTHING);
    }
  }

  private void withTheLog(JsonNode beginning) {
    Optional<JsonNode> release = log.release();
    boolean answered = release.isPresent();
    if (inquirer.isMissingNode()
        || (answered && provider.isMissingNode())
        || (log.isDenied() && !provider.isMissingNode())) {
      add(
          Kind.NOT_KEPT,
          RECORD,
          outcome(inquirer),
          outcome(provider),
          beginning.path("type").asText());
    }
    for (String member : MEMBERS) {
      compare(member, said(inquirer, member), said(provider, member), said(beginning, member));
    }
    place("requestOffset", log.isDenied() ? "DENY" : "REQUEST");
    if (log.isDenied()) {
      return;
    }
    release.ifPresentOrElse(
        this::withRelease,
        () ->
            add(
                Kind.NO_RELEASE,
                RECORD,
                outcome(inquirer),
                outcome(provider),
                beginning.path("type").asText()));
  }

  private void withRelease(JsonNode release) {
    place("releaseOffset", "RELEASE");
    compare("outcome", outcome(inquirer), outcome(provider), outcomeOf(release));
    if (!inquirer.isMissingNode() && !provider.isMissingNode()) {
      compare("subjects", outcomes(inquirer), outcomes(provider), Difference.NOTHING);
    }
    if (inquirer.has("providedAt")
        && !instant(inquirer, "providedAt").equals(instant(release, "loggedAt"))) {
      time(release);
    } else if (provider.has("providedAt") && !isBeforeRelease(release)) {
      time(release);
    }
  }

  // The provider writes its own clock's time when it answers
  private boolean isBeforeRelease(JsonNode release) {
    Instant provided = instant(provider, "providedAt");
    Instant requested = instant(release, "requestedAt");
    return !provided.isAfter(instant(release, "loggedAt").plus(SKEW))
        && !provided.isBefore(requested.minus(SKEW));
  }

  private void time(JsonNode release) {
    add(
        Kind.DIFFERS,
        "providedAt",
        said(inquirer, "providedAt"),
        said(provider, "providedAt"),
        said(release, "loggedAt"));
  }

  /** A record that says where it stands in the log names a place that the log has. */
  private void place(String member, String type) {
    List<Long> places = log.indexes(type);
    boolean missing =
        member.equals("releaseOffset") && !inquirer.isMissingNode() && !inquirer.has(member);
    boolean wrong =
        (inquirer.has(member) && !places.contains(inquirer.path(member).asLong()))
            || (provider.has(member) && !places.contains(provider.path(member).asLong()));
    if (missing || wrong) {
      add(Kind.DIFFERS, member, said(inquirer, member), said(provider, member), places.toString());
    }
  }

  private void compare(String member, String one, String other, String third) {
    List<String> said =
        List.of(one, other, third).stream()
            .filter(text -> !text.equals(Difference.NOTHING))
            .distinct()
            .toList();
    if (said.size() > 1) {
      add(Kind.DIFFERS, member, one, other, third);
    }
  }

  private void add(Kind kind, String member, String one, String other, String third) {
    found.add(new Difference(id, kind, member, one, other, third));
  }

  private static String said(JsonNode record, String member) {
    JsonNode value = record.path(member);
    return value.isMissingNode() || value.isNull()
        ? Difference.NOTHING
        : value.isValueNode() ? value.asText() : value.toString();
  }

  private static String outcome(JsonNode record) {
    return said(record, "outcome");
  }

  /** As agencies write it: an exchange is deferred as long as one of its items is. */
  private static String outcomeOf(JsonNode release) {
    for (JsonNode status : release.path("statuses")) {
      if (status.asText().equals("deferred")) {
        return "deferred";
      }
    }
    return "answered";
  }

  private static String outcomes(JsonNode record) {
    var outcomes = new StringJoiner(",");
    record.path("subjects").forEach(subject -> outcomes.add(subject.path("outcome").asText()));
    return outcomes.toString();
  }

  private static Instant instant(JsonNode record, String member) {
    return Instant.parse(record.path(member).asText());
  }
}

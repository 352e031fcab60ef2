package jp.linkage.audit.flag.detect;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.flag.rule.Official;
import jp.linkage.protocol.header.AgencyId;

/**
 * A readable record of an exchange, the first of its kind.
 *
 * @param official who asked, also for a release
 * @param organisation the office in charge
 * @param provider the agency that is asked; none but in a request, its release and its denial
 * @param persons how many were asked about
 * @param answered of a release: whether it has an answer
 */
record Act(
    Kind kind,
    long leafIndex,
    Instant at,
    UUID exchange,
    Official official,
    String organisation,
    Optional<AgencyId> provider,
    long persons,
    boolean answered) {

  enum Kind {
    REQUEST,
    READLOG,
    DENY,
    RELEASE
  }

  /** Whether the official asked for something about persons, with or without success. */
  boolean isAsking() {
    return kind != Kind.RELEASE;
  }

  boolean is(Kind expected) {
    return kind == expected;
  }
}

package jp.linkage.welfare.inquiry;

import java.util.Arrays;

/** What became of the question about one person's municipal tax. */
public enum EvidenceOutcome {
  /** An agency provided the record. */
  PROVIDED("provided"),
  /** Not asked: by the office's own records the person lived abroad on 1 January. */
  OWN_RECORDS("own-records"),
  /** Not asked: the municipality is not connected. */
  NOT_CONNECTED("provider-not-connected"),
  /** Not asked: the person is not enrolled here. */
  NOT_ENROLLED("not-enrolled"),
  NO_RECORD("no-record"),
  UNKNOWN_PERSON("unknown-person"),
  NOT_DISCLOSABLE("not-disclosable"),
  DEFERRED("deferred"),
  /** The provider did not answer about this person. */
  REFUSED("refused"),
  /** The whole inquiry was refused. */
  DENIED("denied"),
  UNAVAILABLE("unavailable"),
  LAPSED("lapsed"),
  /** This service failed while asking; the exchange may be in the log. */
  INTERRUPTED("interrupted");

  private final String code;

  EvidenceOutcome(String code) {
    this.code = code;
  }

  /** The name on the wire and in the database. */
  public String code() {
    return code;
  }

  static EvidenceOutcome parse(String code) {
    return Arrays.stream(values()).filter(o -> o.code.equals(code)).findFirst().orElseThrow();
  }
}

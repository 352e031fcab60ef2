package jp.linkage.protocol.permission;

/** Why an exchange is denied. */
public enum DenialCause {
  /** The header names another manifest. */
  OTHER_MANIFEST,
  /** The manifest is not valid at the time of the request. */
  MANIFEST_NOT_VALID,
  /** The manifest does not list the agency. */
  UNKNOWN_AGENCY,
  /** The manifest does not give the agency the right. */
  RIGHT_MISSING,
  /** An agency has not published its impact assessment (番号法28条; 21条2項2号). */
  IMPACT_ASSESSMENT,
  /** No row of the table allows it. */
  NO_ROW,
  /** The table has the item, but its article was not transcribed. */
  NOT_TRANSCRIBED,
  /** A row demands consent and none is referenced, or the other way round. */
  CONSENT
}

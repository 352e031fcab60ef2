package jp.linkage.protocol.assertion;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jp.linkage.protocol.header.Broker;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;

/**
 * The gateway's permit for B (提供許可; protocol §4.3): JWT {@code typ} {@value #TYP}, ES256, {@code
 * kid} = {@code iss} = the gateway.
 */
public final class Permit {
  /** The JWT's {@code typ}. */
  public static final String TYP = "linkage-permit+jwt";

  private static final String NAME = "the permit";
  private static final Pattern ROW = Pattern.compile("[a-z0-9][a-z0-9.,-]{0,999}");

  private final Claims claims;
  private final String subject;
  private final String row;

  private Permit(Claims claims, String subject, String row) {
    if (!ROW.matcher(row).matches()) {
      throw new InvalidMessage("$.row", "ids of rows with commas: 1 to 1,000 of [a-z0-9.,-]");
    }
    this.claims = claims;
    this.subject = subject;
    this.row = row;
  }

  /**
   * What the gateway signs at {@code now}, valid until the header expires.
   *
   * @param row ids of the rows of the permission table that allowed the exchange, one per
   *     information in the order of the header, with commas
   */
  public static Permit of(Header header, Bytes requestRoot, String row, Instant now) {
    return new Permit(
        about(header, requestRoot, now, header.expiresAt()), header.agency().value(), row);
  }

  /**
   * Reads the claims of a JWT whose signature was verified.
   *
   * @throws InvalidMessage when a claim is missing, unknown or malformed
   */
  public static Permit read(JsonObject payload) {
    Permit permit =
        new Permit(
            Claims.read(payload), payload.string("sub", 1, 64), payload.string("row", 1, 1000));
    payload.end();
    return permit;
  }

  /** The claims to sign. */
  public Map<String, Object> claims() {
    Map<String, Object> map = claims.map();
    map.put("sub", subject);
    map.put("row", row);
    return map;
  }

  /**
   * Ids of the rows that allowed the exchange. B compares them with those that its own copy names.
   */
  public String row() {
    return row;
  }

  /**
   * Checks that the permit is about this request and valid at {@code now}.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it is not
   */
  public void require(Header header, Bytes requestRoot, Instant now) {
    claims.require(about(header, requestRoot, claims.issuedAt(), header.expiresAt()), NAME);
    if (!subject.equals(header.agency().value())) {
      throw Claims.refused(NAME + " for the asking agency");
    }
    claims.requireTime(now, NAME);
  }

  private static Claims about(Header header, Bytes requestRoot, Instant issuedAt, Instant exp) {
    return Claims.about(
        header, requestRoot, Broker.GATEWAY, List.of(header.toNamespace().value()), issuedAt, exp);
  }
}

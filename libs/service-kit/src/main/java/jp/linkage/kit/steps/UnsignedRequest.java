package jp.linkage.kit.steps;

import java.time.Instant;
import java.util.List;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.protocol.assertion.RequestAssertion;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ExchangeRequest;
import jp.linkage.protocol.message.RequestItem;
import jp.linkage.protocol.message.Roots;

/**
 * What an agency wants, before it signs it: everything of M1 but σ_A. The same request is sent
 * again under a fresh σ_A when an exchange is taken up again (protocol §5 rule 3).
 *
 * @param header the header
 * @param items as many as the header's count
 */
public record UnsignedRequest(Header header, List<RequestItem> items) {
  public UnsignedRequest {
    items = List.copyOf(items);
  }

  /** The request of an M1, however it was signed. */
  public static UnsignedRequest of(ExchangeRequest request) {
    return new UnsignedRequest(request.header(), request.items());
  }

  /** The root over the items, to which the exchange id is bound. */
  public Bytes requestRoot() {
    return Roots.requestRoot(header, items);
  }

  /**
   * M1 under a fresh σ_A, which is valid for 60 s.
   *
   * @param keys of the header's agency
   * @param now when it is sent
   */
  public ExchangeRequest sign(AgencyKeys keys, AgencyJwts jwts, Instant now) {
    return new ExchangeRequest(
        header,
        items,
        jwts.sign(RequestAssertion.of(header, requestRoot(), now), keys.id(), keys.signingKey()));
  }
}

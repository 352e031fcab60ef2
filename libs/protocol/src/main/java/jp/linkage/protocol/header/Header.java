package jp.linkage.protocol.header;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.CanonicalJson;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireInstant;

/**
 * The header of an exchange (protocol §4.1): canonical JSON of at most 4 kB, whose hash h =
 * SHA-256(header bytes) everything else is bound to. A header exists only when its form is right;
 * whether it is allowed is {@code DecidePermission}'s question.
 */
public final class Header {
  /** The protocol's name and version. */
  public static final String PROTOCOL = "jp-linkage/1";

  /** The most bytes of a header. */
  public static final int MAX_BYTES = 4096;

  /** The most items of an exchange (decision record 0003). */
  public static final int MAX_ITEMS = 500;

  private static final int HASH = 32;

  private final Bytes manifest;
  private final ExchangeType type;
  private final ExchangeId exchangeId;
  private final AgencyId agency;
  private final NamespaceId fromNamespace;
  private final NamespaceId toNamespace;
  private final int count;
  private final Optional<LegalBasis> basis;
  private final Occasion occasion;
  private final Validity validity;
  private final byte[] bytes;
  private final Bytes hash;

  private Header(
      Bytes manifest,
      ExchangeType type,
      ExchangeId exchangeId,
      AgencyId agency,
      NamespaceId fromNamespace,
      NamespaceId toNamespace,
      int count,
      Optional<LegalBasis> basis,
      Occasion occasion,
      Validity validity) {
    this.manifest = manifest.requireLength(HASH);
    this.type = type;
    this.exchangeId = exchangeId;
    this.agency = agency;
    this.fromNamespace = fromNamespace;
    this.toNamespace = toNamespace;
    this.count = count;
    this.basis = basis;
    this.occasion = occasion;
    this.validity = validity;
    if (count < 1 || count > MAX_ITEMS) {
      throw new InvalidMessage("$.count", "an integer from 1 to " + MAX_ITEMS);
    }
    requireRoute();
    this.bytes = CanonicalJson.bytes(json());
    if (bytes.length > MAX_BYTES) {
      throw InvalidMessage.value("a header of at most " + MAX_BYTES + " bytes");
    }
    this.hash = Bytes.sha256(bytes);
  }

  /** A asks B. */
  public static Header convert(
      Bytes manifest,
      ExchangeId exchangeId,
      AgencyId from,
      AgencyId to,
      int count,
      LegalBasis basis,
      Occasion occasion,
      Validity validity) {
    return new Header(
        manifest,
        ExchangeType.CONVERT,
        exchangeId,
        from,
        from.namespace(),
        to.namespace(),
        count,
        Optional.of(basis),
        occasion,
        validity);
  }

  /**
   * An exchange without a legal basis in the table.
   *
   * @param type ENROL, REGISTER or READLOG
   */
  public static Header own(
      Bytes manifest,
      ExchangeType type,
      ExchangeId exchangeId,
      AgencyId agency,
      int count,
      Occasion occasion,
      Validity validity) {
    NamespaceId from = type == ExchangeType.READLOG ? agency.namespace() : NamespaceId.ROOT;
    NamespaceId to = type == ExchangeType.ENROL ? agency.namespace() : NamespaceId.LOG;
    return new Header(
        manifest, type, exchangeId, agency, from, to, count, Optional.empty(), occasion, validity);
  }

  /**
   * Reads a header.
   *
   * @param utf8 the bytes as they travelled: exactly the canonical form
   * @throws InvalidMessage naming the member and what was expected there
   */
  public static Header parse(byte[] utf8) {
    JsonObject json = StrictJson.object(utf8, MAX_BYTES);
    json.constant("protocol", PROTOCOL);
    ExchangeType type = json.value("type", ExchangeType::parse);
    Optional<LegalBasis> basis =
        type == ExchangeType.CONVERT ? Optional.of(parseBasis(json)) : Optional.empty();
    Header header =
        new Header(
            json.bytes("manifest", HASH),
            type,
            json.value("exchangeId", ExchangeId::parse),
            json.value("agency", AgencyId::new),
            json.value("fromNamespace", NamespaceId::new),
            json.value("toNamespace", NamespaceId::new),
            (int) json.integer("count", 1, MAX_ITEMS),
            basis,
            new Occasion(
                json.value("organisation", text -> text),
                json.value("caseReference", CaseReference::new),
                json.value("staff", StaffPseudonym::new),
                json.bool("nonDisclosure")),
            new Validity(
                json.instant("requestedAt"), json.instant("notBefore"), json.instant("expiresAt")));
    json.end();
    // Its bytes are hashed: a second text for the same header would be a second hash
    if (!Arrays.equals(header.bytes, utf8)) {
      throw InvalidMessage.value("canonical JSON (RFC 8785)");
    }
    return header;
  }

  private static LegalBasis parseBasis(JsonObject json) {
    return new LegalBasis(
        json.value("itemNumber", ItemNumber::new),
        json.value("affair", AffairId::new),
        json.value("procedure", ProcedureNumber::new),
        json.values("information", 1, LegalBasis.MAX_INFORMATION, InformationId::new),
        json.value("subjectRelation", SubjectRelation::new),
        json.optional("consentReference", ConsentReference::new));
  }

  private void requireRoute() {
    NamespaceId own = agency.namespace();
    switch (type) {
      case CONVERT -> {
        requireNamespace("fromNamespace", fromNamespace, own);
        if (!toNamespace.isAgency() || toNamespace.equals(own)) {
          throw new InvalidMessage("$.toNamespace", "another agency's id");
        }
      }
      case ENROL -> {
        requireNamespace("fromNamespace", fromNamespace, NamespaceId.ROOT);
        requireNamespace("toNamespace", toNamespace, own);
      }
      case REGISTER -> {
        requireNamespace("fromNamespace", fromNamespace, NamespaceId.ROOT);
        requireNamespace("toNamespace", toNamespace, NamespaceId.LOG);
      }
      case READLOG -> {
        requireNamespace("fromNamespace", fromNamespace, own);
        requireNamespace("toNamespace", toNamespace, NamespaceId.LOG);
      }
    }
  }

  private static void requireNamespace(String member, NamespaceId found, NamespaceId expected) {
    if (!found.equals(expected)) {
      String named = expected.isAgency() ? "the id of the asking agency" : expected.value();
      throw new InvalidMessage("$." + member, named);
    }
  }

  private ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    json.put("protocol", PROTOCOL)
        .put("manifest", manifest.text())
        .put("type", type.name())
        .put("exchangeId", exchangeId.toString())
        .put("agency", agency.value())
        .put("fromNamespace", fromNamespace.value())
        .put("toNamespace", toNamespace.value())
        .put("count", count)
        .put("organisation", occasion.organisation())
        .put("caseReference", occasion.caseReference().value())
        .put("requestedAt", WireInstant.text(validity.requestedAt()))
        .put("notBefore", WireInstant.text(validity.notBefore()))
        .put("expiresAt", WireInstant.text(validity.expiresAt()))
        .put("nonDisclosure", occasion.nonDisclosure())
        .put("staff", occasion.staff().value());
    basis.ifPresent(row -> write(row, json));
    return json;
  }

  private static void write(LegalBasis basis, ObjectNode json) {
    json.put("itemNumber", basis.itemNumber().value())
        .put("affair", basis.affair().value())
        .put("procedure", basis.procedure().value())
        .put("subjectRelation", basis.subjectRelation().value());
    ArrayNode information = json.putArray("information");
    basis.information().forEach(id -> information.add(id.value()));
    basis.consentReference().ifPresent(consent -> json.put("consentReference", consent.value()));
  }

  /** The canonical bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** h = SHA-256(header bytes). */
  public Bytes hash() {
    return hash;
  }

  /**
   * h_i = SHA-256(h ‖ u32(i)), to which item i is bound.
   *
   * @param index 0 ≤ index &lt; count
   */
  public Bytes itemHash(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(index);
    }
    return Bytes.sha256(hash, Bytes.u32(index));
  }

  /** mh, the hash of the manifest under which the asking agency works. */
  public Bytes manifest() {
    return manifest;
  }

  /** What the exchange does. */
  public ExchangeType type() {
    return type;
  }

  /** The exchange's name. */
  public ExchangeId exchangeId() {
    return exchangeId;
  }

  /** The asking agency. */
  public AgencyId agency() {
    return agency;
  }

  /** Where the tokens come from. */
  public NamespaceId fromNamespace() {
    return fromNamespace;
  }

  /** Where the tokens go. */
  public NamespaceId toNamespace() {
    return toNamespace;
  }

  /** n, the number of items. */
  public int count() {
    return count;
  }

  /** What the agency relies on; present exactly for CONVERT. */
  public Optional<LegalBasis> basis() {
    return basis;
  }

  /** Who asks inside the agency, and for which case. */
  public Occasion occasion() {
    return occasion;
  }

  /** When asked, and until when valid. */
  public Validity validity() {
    return validity;
  }

  /** When the exchange was asked for. */
  public Instant requestedAt() {
    return validity.requestedAt();
  }

  /** When the exchange lapses. */
  public Instant expiresAt() {
    return validity.expiresAt();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Header that && hash.equals(that.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return "Header[" + type + " " + exchangeId + "]";
  }
}

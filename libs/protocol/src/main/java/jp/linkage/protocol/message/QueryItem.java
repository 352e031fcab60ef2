package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/** One item of M3: the whole way of a person from A to B, with its proofs (protocol §4.7). */
public sealed interface QueryItem extends WireMessage {
  /** The person as A sent it. */
  BlindedSubject subject();

  /** q_i. */
  Bytes queryDigest();

  /** The gateway's step. */
  BrokerStep brokerStep();

  /**
   * A converted person with A's query (CONVERT).
   *
   * @param query the query, sealed to B
   * @param auditStep the audit-service's step
   */
  record Query(BlindedSubject subject, Sealed query, BrokerStep brokerStep, AuditStep auditStep)
      implements QueryItem {
    @Override
    public Bytes queryDigest() {
      return query.digest();
    }

    @Override
    public ObjectNode json() {
      ObjectNode json = StrictJson.newObject().put("status", "converted");
      subject.write(json);
      json.set("query", query.json());
      brokerStep.write(json);
      auditStep.write(json);
      return json;
    }
  }

  /**
   * A converted person without a query (ENROL, where M3 comes back to A).
   *
   * @param auditStep the audit-service's step
   */
  record Enrolment(
      BlindedSubject subject, Bytes queryDigest, BrokerStep brokerStep, AuditStep auditStep)
      implements QueryItem {
    /** Checks the digest's size. */
    public Enrolment {
      queryDigest.requireLength(32);
    }

    @Override
    public ObjectNode json() {
      ObjectNode json = StrictJson.newObject().put("status", "converted");
      subject.write(json);
      json.put("queryDigest", queryDigest.text());
      brokerStep.write(json);
      auditStep.write(json);
      return json;
    }
  }

  /** A person whom the registry does not know; there only so that the roots can be recomputed. */
  record UnknownPerson(BlindedSubject subject, Bytes queryDigest, BrokerStep brokerStep)
      implements QueryItem {
    /** Checks the digest's size. */
    public UnknownPerson {
      queryDigest.requireLength(32);
    }

    @Override
    public ObjectNode json() {
      ObjectNode json = StrictJson.newObject().put("status", "unknown-person");
      subject.write(json);
      json.put("queryDigest", queryDigest.text());
      brokerStep.write(json);
      return json;
    }
  }

  /** Reads the item that an exchange of {@code type} has. */
  static QueryItem read(ExchangeType type, JsonObject json) {
    String status = json.string("status", 1, 32);
    BlindedSubject subject = BlindedSubject.read(json);
    BrokerStep brokerStep = BrokerStep.read(json);
    return switch (status) {
      case "converted" ->
          type == ExchangeType.CONVERT
              ? new Query(
                  subject,
                  json.object("query", query -> Sealed.read(query, Limits.QUERY_CIPHERTEXT)),
                  brokerStep,
                  AuditStep.read(json))
              : new Enrolment(
                  subject, json.bytes("queryDigest", 32), brokerStep, AuditStep.read(json));
      case "unknown-person" ->
          new UnknownPerson(subject, json.bytes("queryDigest", 32), brokerStep);
      default -> throw new InvalidMessage(json.at("status"), "converted or unknown-person");
    };
  }

  /** Whether this is an item that an exchange of {@code type} has. */
  default boolean belongsTo(ExchangeType type) {
    return switch (this) {
      case Query _ -> type == ExchangeType.CONVERT;
      case Enrolment _ -> type == ExchangeType.ENROL;
      case UnknownPerson _ -> type.endsAtAgency();
    };
  }
}

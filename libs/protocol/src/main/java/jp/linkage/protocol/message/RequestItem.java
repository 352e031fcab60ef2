package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/** One item of M1: a person, and what is wanted of or for it (protocol §4.2). */
public sealed interface RequestItem extends WireMessage {
  /** The blinded person. */
  BlindedSubject subject();

  /** q_i: SHA-256 of what travels with the person, or of nothing. */
  Bytes queryDigest();

  /**
   * An item of CONVERT.
   *
   * @param query the query, sealed to B
   */
  record Query(BlindedSubject subject, Sealed query) implements RequestItem {
    @Override
    public Bytes queryDigest() {
      return query.digest();
    }

    @Override
    public ObjectNode json() {
      ObjectNode json = StrictJson.newObject();
      subject.write(json);
      json.set("query", query.json());
      return json;
    }
  }

  /** An item of ENROL or REGISTER. */
  record Person(BlindedSubject subject) implements RequestItem {
    @Override
    public Bytes queryDigest() {
      return Bytes.sha256();
    }

    @Override
    public ObjectNode json() {
      ObjectNode json = StrictJson.newObject();
      subject.write(json);
      return json;
    }
  }

  /**
   * An item of READLOG.
   *
   * @param answerKey X-Wing public key to which the log's entries are sealed
   */
  record Reading(BlindedSubject subject, Bytes answerKey) implements RequestItem {
    /** Checks the key's size. */
    public Reading {
      answerKey.requireLength(Sealed.PUBLIC_KEY_SIZE);
    }

    @Override
    public Bytes queryDigest() {
      return Bytes.sha256(answerKey);
    }

    @Override
    public ObjectNode json() {
      ObjectNode json = StrictJson.newObject();
      subject.write(json);
      return json.put("answerKey", answerKey.text());
    }
  }

  /** Reads the item that an exchange of {@code type} has. */
  static RequestItem read(ExchangeType type, JsonObject json) {
    BlindedSubject subject = BlindedSubject.read(json);
    return switch (type) {
      case CONVERT ->
          new Query(
              subject, json.object("query", query -> Sealed.read(query, Limits.QUERY_CIPHERTEXT)));
      case ENROL, REGISTER -> new Person(subject);
      case READLOG -> new Reading(subject, json.bytes("answerKey", Sealed.PUBLIC_KEY_SIZE));
    };
  }

  /** Whether this is the item that an exchange of {@code type} has. */
  default boolean belongsTo(ExchangeType type) {
    return switch (this) {
      case Query _ -> type == ExchangeType.CONVERT;
      case Person _ -> type == ExchangeType.ENROL || type == ExchangeType.REGISTER;
      case Reading _ -> type == ExchangeType.READLOG;
    };
  }
}

package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/** One item of M2: the person as A sent it and as the gateway converted it (protocol §4.4). */
public sealed interface ConversionItem extends WireMessage {
  /** The person as A sent it. */
  BlindedSubject subject();

  /** q_i. */
  Bytes queryDigest();

  /** The gateway's step towards the log. */
  LogStep toLog();

  /**
   * An item of CONVERT or ENROL.
   *
   * @param toAgency the gateway's step towards B (ENROL: towards the asking agency itself)
   */
  record Conversion(BlindedSubject subject, Bytes queryDigest, BrokerStep toAgency, LogStep toLog)
      implements ConversionItem {
    /** Checks the digest's size. */
    public Conversion {
      queryDigest.requireLength(32);
    }

    @Override
    public ObjectNode json() {
      ObjectNode json = StrictJson.newObject();
      subject.write(json);
      json.put("queryDigest", queryDigest.text());
      toAgency.write(json);
      toLog.write(json);
      return json;
    }
  }

  /** An item of REGISTER. */
  record Registration(BlindedSubject subject, Bytes queryDigest, LogStep toLog)
      implements ConversionItem {
    /** Checks the digest's size. */
    public Registration {
      queryDigest.requireLength(32);
    }

    @Override
    public ObjectNode json() {
      ObjectNode json = StrictJson.newObject();
      subject.write(json);
      json.put("queryDigest", queryDigest.text());
      toLog.write(json);
      return json;
    }
  }

  /**
   * An item of READLOG.
   *
   * @param answerKey X-Wing public key to which the log's entries are sealed
   */
  record Reading(BlindedSubject subject, Bytes answerKey, LogStep toLog) implements ConversionItem {
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
      json.put("answerKey", answerKey.text());
      toLog.write(json);
      return json;
    }
  }

  /** Reads the item that an exchange of {@code type} has. */
  static ConversionItem read(ExchangeType type, JsonObject json) {
    BlindedSubject subject = BlindedSubject.read(json);
    return switch (type) {
      case CONVERT, ENROL ->
          new Conversion(
              subject, json.bytes("queryDigest", 32), BrokerStep.read(json), LogStep.read(json));
      case REGISTER -> new Registration(subject, json.bytes("queryDigest", 32), LogStep.read(json));
      case READLOG ->
          new Reading(subject, json.bytes("answerKey", Sealed.PUBLIC_KEY_SIZE), LogStep.read(json));
    };
  }

  /** Whether this is the item that an exchange of {@code type} has. */
  default boolean belongsTo(ExchangeType type) {
    return switch (this) {
      case Conversion _ -> type == ExchangeType.CONVERT || type == ExchangeType.ENROL;
      case Registration _ -> type == ExchangeType.REGISTER;
      case Reading _ -> type == ExchangeType.READLOG;
    };
  }
}

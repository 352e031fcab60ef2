package jp.linkage.protocol.tlog.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.linkage.protocol.crypto.ProtocolViolation;

/**
 * Whose signatures make a checkpoint worth believing (C2SP tlog-policy).
 *
 * <p>Stricter than C2SP in one point: where a policy lists several keys of one log, a checkpoint
 * needs a signature by each of them, not by any. An Ed25519 and an ML-DSA-44 key beside each other
 * would otherwise be as weak as the weaker one.
 *
 * @param logs the keys of the logs; the name of a key is the origin of its log
 * @param witnesses those whose cosignatures count
 * @param quorum which of them are enough
 */
public record TrustPolicy(List<Log> logs, List<Witness> witnesses, Quorum quorum) {
  /** The most bytes of a policy file. */
  public static final int MAX_BYTES = 256 * 1024;

  /**
   * A key of a log.
   *
   * @param key of type 01 or 06
   * @param url where to reach the log, its tlog-tiles prefix
   */
  public record Log(VerifierKey key, Optional<String> url) {
    /** Checks the type. */
    public Log {
      if (key.type() == SignatureType.ED25519_COSIGNATURE) {
        throw refused("a log's key of type 01 or 06, found 04");
      }
    }
  }

  /**
   * A witness.
   *
   * @param name in this policy
   * @param key of type 04 or 06
   * @param url where to reach the witness, its tlog-witness submission prefix
   */
  public record Witness(String name, VerifierKey key, Optional<String> url) {
    /** Checks the type. */
    public Witness {
      if (!key.type().isCosignature()) {
        throw refused("a witness's key of type 04 or 06, found 01");
      }
    }
  }

  /** Checks that no key is there twice. */
  public TrustPolicy {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
    requireDistinct("log", logs.stream().map(log -> log.key().publicKey()).toList());
    requireDistinct("witness", witnesses.stream().map(w -> w.key().publicKey()).toList());
    requireDistinct("witness name", witnesses.stream().map(Witness::name).toList());
  }

  private static void requireDistinct(String what, List<?> values) {
    if (Set.copyOf(values).size() != values.size()) {
      throw refused("each " + what + " once");
    }
  }

  /** Trusts these keys of logs, and asks for no witness. */
  public static TrustPolicy unwitnessed(List<VerifierKey> keys) {
    return new TrustPolicy(
        keys.stream().map(key -> new Log(key, Optional.empty())).toList(),
        List.of(),
        new Quorum.None());
  }

  /**
   * Reads a policy file. It must be UTF-8.
   *
   * @throws ProtocolViolation when it has another form
   */
  public static TrustPolicy parse(byte[] utf8) {
    return new PolicyFile().read(utf8);
  }

  /**
   * Verifies that a checkpoint is of a log of the policy, signed by each of the log's keys, and
   * cosigned by a quorum. A cosignature that fails refuses it, even when the quorum does not need
   * it.
   *
   * @throws ProtocolViolation when it is not
   */
  public void verify(SignedCheckpoint signed) {
    String origin = signed.checkpoint().origin();
    List<VerifierKey> ofTheLog =
        logs.stream().map(Log::key).filter(key -> key.name().equals(origin)).toList();
    if (ofTheLog.isEmpty()) {
      throw invalid("a checkpoint of a log of the policy, found one of " + origin);
    }
    List<VerifierKey> known = new ArrayList<>(ofTheLog);
    witnesses.forEach(witness -> known.add(witness.key()));
    List<VerifierKey> verified = signed.note().verify(known);
    for (VerifierKey key : ofTheLog) {
      if (!verified.contains(key)) {
        throw invalid("a signature by " + key);
      }
    }
    Set<String> cosigners = names(verified);
    if (!quorum.isMetBy(cosigners)) {
      throw invalid("a quorum of witnesses, found " + cosigners);
    }
  }

  /**
   * The witnesses whose cosignatures on a checkpoint verify; whether they are enough is another
   * question.
   *
   * @return their names in this policy
   */
  public Set<String> cosigners(SignedCheckpoint signed) {
    List<VerifierKey> verified = new ArrayList<>();
    for (Witness witness : witnesses) {
      for (NoteSignature signature : signed.note().signatures()) {
        if (signature.isBy(witness.key()) && verifies(witness.key(), signed, signature)) {
          verified.add(witness.key());
        }
      }
    }
    return names(verified);
  }

  private static boolean verifies(
      VerifierKey key, SignedCheckpoint signed, NoteSignature signature) {
    try {
      key.verify(signed.note().text(), signature);
      return true;
    } catch (ProtocolViolation _) {
      return false;
    }
  }

  private Set<String> names(List<VerifierKey> keys) {
    Set<String> names = new LinkedHashSet<>();
    witnesses.stream()
        .filter(witness -> keys.contains(witness.key()))
        .forEach(witness -> names.add(witness.name()));
    return names;
  }

  static ProtocolViolation refused(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE, "policy: expected " + expected);
  }

  private static ProtocolViolation invalid(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.INVALID_SIGNATURE, "checkpoint: expected " + expected);
  }
}

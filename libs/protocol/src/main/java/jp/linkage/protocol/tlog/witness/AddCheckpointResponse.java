package jp.linkage.protocol.tlog.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.checkpoint.LineReader;
import jp.linkage.protocol.tlog.checkpoint.NoteSignature;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;

/** What a witness answers to {@link AddCheckpointRequest}. */
public sealed interface AddCheckpointResponse {
  /** The HTTP status. */
  int status();

  /** The body. */
  byte[] body();

  /** The media type of the body. */
  default String mediaType() {
    return "text/plain; charset=utf-8";
  }

  /**
   * The witness has stored and cosigned the checkpoint: 200.
   *
   * @param cosignatures by the witness's keys, at least one
   */
  record Cosigned(List<NoteSignature> cosignatures) implements AddCheckpointResponse {
    /** Checks the number. */
    public Cosigned {
      cosignatures = List.copyOf(cosignatures);
      if (cosignatures.isEmpty() || cosignatures.size() > SignedNote.MAX_SIGNATURES) {
        throw unexpected("1 to 64 cosignatures, found " + cosignatures.size());
      }
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public byte[] body() {
      return cosignatures.stream()
          .map(cosignature -> cosignature.line() + "\n")
          .collect(Collectors.joining())
          .getBytes(UTF_8);
    }

    /**
     * The checkpoint with the cosignature of a witness that the log knows; what else is in the
     * response is ignored.
     *
     * @throws ProtocolViolation when the cosignature is missing, fails, or does not tell its time
     */
    public SignedCheckpoint addTo(SignedCheckpoint sent, VerifierKey witness) {
      for (NoteSignature cosignature : cosignatures) {
        if (cosignature.isBy(witness)) {
          witness.verify(sent.note().text(), cosignature);
          if (witness.time(cosignature).isEmpty()) {
            throw unexpected("a cosignature that tells its time");
          }
          return sent.with(cosignature);
        }
      }
      throw unexpected("a cosignature by " + witness);
    }
  }

  /**
   * The witness's tree has another size than the request's old size: 409.
   *
   * @param size of the checkpoint that the witness cosigned last, 0 when none
   */
  record Conflict(long size) implements AddCheckpointResponse {
    @Override
    public int status() {
      return 409;
    }

    @Override
    public byte[] body() {
      return (size + "\n").getBytes(UTF_8);
    }

    @Override
    public String mediaType() {
      return "text/x.tlog.size";
    }
  }

  /**
   * The witness will not cosign.
   *
   * @param refusal which check failed
   * @param reason for people: what was expected and found
   */
  record Refused(Refusal refusal, String reason) implements AddCheckpointResponse {
    @Override
    public int status() {
      return refusal.status();
    }

    @Override
    public byte[] body() {
      return (reason + "\n").getBytes(UTF_8);
    }
  }

  /** Why a witness does not cosign. */
  enum Refusal {
    /** The request has another form, or its old size is above the size of the checkpoint. */
    MALFORMED(400),
    /** The log's keys did not sign the checkpoint. */
    NOT_SIGNED(403),
    /** The witness does not know the log. */
    UNKNOWN_LOG(404),
    /** The proof does not show that the tree grew from the witness's one. */
    INCONSISTENT(422);

    private final int status;

    Refusal(int status) {
      this.status = status;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }
  }

  /**
   * Reads a response as a log gets it.
   *
   * @throws ProtocolViolation when the status is none of the protocol's, or the body not of the
   *     form that belongs to it
   */
  static AddCheckpointResponse parse(int status, byte[] body) {
    String text = LineReader.decode("witness", body, SignedNote.MAX_BYTES);
    return switch (status) {
      case 200 -> cosigned(new LineReader("witness", text));
      case 409 -> conflict(new LineReader("witness", text));
      default ->
          Arrays.stream(Refusal.values())
              .filter(refusal -> refusal.status() == status)
              .findFirst()
              .map(refusal -> new Refused(refusal, text.strip()))
              .orElseThrow(
                  () -> unexpected("the status 200, 400, 403, 404, 409 or 422, found " + status));
    };
  }

  private static Cosigned cosigned(LineReader lines) {
    List<NoteSignature> cosignatures = new ArrayList<>();
    while (!lines.atEnd()) {
      cosignatures.add(NoteSignature.parse(lines.next("a cosignature")));
    }
    return new Cosigned(cosignatures);
  }

  private static Conflict conflict(LineReader lines) {
    long size = lines.decimal("", "the size of the witness's tree");
    if (!lines.atEnd()) {
      throw lines.unexpected("the end");
    }
    return new Conflict(size);
  }

  private static ProtocolViolation unexpected(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE, "witness: expected " + expected);
  }
}

package jp.linkage.protocol.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The one table of problem types. Printed in {@code docs/spec/errors.md}; a test compares the two.
 */
public enum ProblemType {
  INVALID_MESSAGE(
      400, false, "形式不正", "Invalid message", "A value does not have the form that `detail` names."),
  CLOCK_SKEW(
      400,
      false,
      "要求日時の誤差",
      "Clock skew",
      "`requestedAt` is more than 60 s from the receiver's clock: set the clock, make a new exchange."),
  NOT_AUTHENTICATED(
      401,
      false,
      "認証失敗",
      "Not authenticated",
      "There is no bearer token, or it is not valid here."),
  ROLE_NOT_ALLOWED(
      403, false, "権限なし", "Role not allowed", "The staff member's roles do not allow this."),
  EXCHANGE_REFUSED(
      403,
      false,
      "連携拒否",
      "Exchange refused",
      "A signature, proof, receipt or permit does not hold. Which one is in the log of the party in `stage` only."),
  NOT_PERMITTED(
      403,
      false,
      "照会不可",
      "Not permitted",
      "The permission table does not allow this; `detail` names the row that came closest."),
  NOT_FOUND(404, false, "該当なし", "Not found", "There is nothing at this address."),
  METHOD_NOT_ALLOWED(
      405, false, "メソッド不可", "Method not allowed", "The address exists, the method does not."),
  NOT_ACCEPTABLE(
      406, false, "表現形式不可", "Not acceptable", "None of the media types of `Accept` is offered."),
  CONFLICT(
      409,
      false,
      "競合",
      "Conflict",
      "The resource is not in the state that the request supposes; `detail` says in which it is."),
  EXCHANGE_ID_CONFLICT(
      409,
      false,
      "交換識別子の重複",
      "Exchange id conflict",
      "The exchange id belongs to another request: make a new one."),
  MANIFEST_MISMATCH(
      409,
      true,
      "マニフェスト不一致",
      "Manifest mismatch",
      "The header names a manifest that the party in `stage` does not hold: fetch the current one, make a new exchange."),
  EXCHANGE_EXPIRED(
      410,
      false,
      "有効期間経過",
      "Exchange expired",
      "The validity period (有効期間) has ended: make a new exchange."),
  TOO_LARGE(413, false, "サイズ超過", "Too large", "The body is larger than `detail` allows."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      false,
      "媒体種別不可",
      "Unsupported media type",
      "The body's media type is not one of those in `detail`."),
  IMPORT_INVALID(
      422,
      false,
      "取込エラー",
      "Import invalid",
      "The file cannot be imported; `detail` names line, column and expected form."),
  INVALID_NUMBER(
      422,
      false,
      "個人番号不正",
      "Invalid number",
      "The number breaks the rule in `detail` (12 digits, check digit of 命令5条, not all zeros). It is never repeated."),
  QUOTA_EXCEEDED(
      429,
      true,
      "照会数超過",
      "Quota exceeded",
      "The agency asks more often than agreed: wait `Retry-After` seconds."),
  INTERNAL_ERROR(
      500,
      false,
      "内部エラー",
      "Internal error",
      "Something unforeseen; `traceId` finds it in the log of the party in `stage`."),
  AUDIT_UNAVAILABLE(
      503,
      true,
      "記録装置停止",
      "Audit unavailable",
      "No log, no exchange and no look: nothing was converted, nothing shown. The same request may be sent again after `Retry-After` seconds."),
  GATEWAY_UNAVAILABLE(
      503,
      true,
      "連携基盤停止",
      "Gateway unavailable",
      "The linkage-gateway does not answer. The same exchange may be sent again."),
  PROVIDER_UNAVAILABLE(
      503,
      true,
      "提供者停止",
      "Provider unavailable",
      "The provider does not answer. The same exchange may be sent again."),
  DATABASE_UNAVAILABLE(
      503,
      true,
      "データベース停止",
      "Database unavailable",
      "The database of the party in `stage` does not answer; nothing was changed."),
  OVERLOADED(
      503, true, "過負荷", "Overloaded", "Too much work is waiting: wait `Retry-After` seconds.");

  private static final String PREFIX = "urn:linkage:problem:";

  private final int status;
  private final boolean retryable;
  private final String japanese;
  private final String english;
  private final String meaning;

  ProblemType(int status, boolean retryable, String japanese, String english, String meaning) {
    this.status = status;
    this.retryable = retryable;
    this.japanese = japanese;
    this.english = english;
    this.meaning = meaning;
  }

  /** The short name, for instance {@code audit-unavailable}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The URI of RFC 9457 {@code type}, for instance {@code urn:linkage:problem:audit-unavailable}.
   */
  public String uri() {
    return PREFIX + slug();
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether trying again later can succeed. */
  public boolean retryable() {
    return retryable;
  }

  /** The title, Japanese and English. */
  public String title() {
    return japanese + " / " + english;
  }

  /** What it means and what to do, one sentence or two. */
  public String meaning() {
    return meaning;
  }

  /** Finds a type by its {@link #uri()}. */
  public static Optional<ProblemType> ofUri(String uri) {
    return Arrays.stream(values()).filter(type -> type.uri().equals(uri)).findFirst();
  }
}

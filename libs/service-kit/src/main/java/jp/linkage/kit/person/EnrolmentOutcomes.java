package jp.linkage.kit.person;

import java.util.Optional;

/** What an enrolment came to, in the words of the API. */
final class EnrolmentOutcomes {
  private EnrolmentOutcomes() {}

  static String name(Optional<Persons.Outcome> outcome) {
    if (outcome.isEmpty()) {
      return "unknown-person";
    }
    return switch (outcome.get()) {
      case ENROLLED -> "enrolled";
      case ALREADY_ENROLLED -> "already-enrolled";
      case OTHER_TOKEN -> "other-person";
      case OTHER_ADDRESSEE -> "other-addressee-number";
    };
  }

  /** What to do about it; empty when it is done. */
  static Optional<String> detail(Optional<Persons.Outcome> outcome) {
    if (outcome.isEmpty()) {
      return Optional.of(
          "expected a number that a resident registry has registered; check the number"
              + " (住民登録のない番号)");
    }
    return switch (outcome.get()) {
      case ENROLLED, ALREADY_ENROLLED -> Optional.empty();
      case OTHER_TOKEN ->
          Optional.of(
              "expected the person to whom this addressee number belongs; check the link (紐付け誤り)");
      case OTHER_ADDRESSEE ->
          Optional.of("expected a person without another addressee number; check the link (紐付け誤り)");
    };
  }
}

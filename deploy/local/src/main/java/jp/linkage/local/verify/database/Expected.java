package jp.linkage.local.verify.database;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** What a column must hold. */
sealed interface Expected {
  /** What came of comparing a column. */
  enum Outcome {
    SAME,
    DIFFERENT,
    /** Nothing was compared, as the auditor has no key of the record's month. */
    WITHOUT_KEY,
    /** What the column says is in no record. */
    NOT_IN_RECORD
  }

  /**
   * Compares.
   *
   * @param stored what the column holds; empty for SQL's null
   * @param shredded whether the row says that its month's key was destroyed
   */
  Outcome compare(Optional<String> stored, boolean shredded);

  /** What was expected, for the auditor to read; nothing that only a key opens. */
  String text();

  /** Whether what is found instead may not be told. */
  default boolean isSecret() {
    return switch (this) {
      case Opened _, Left _, Sealed _ -> true;
      case Exactly _, OneOf _, Near _, NotInRecord _, Later _ -> false;
    };
  }

  /** Exactly this. */
  record Exactly(Optional<String> value) implements Expected {
    @Override
    public Outcome compare(Optional<String> stored, boolean shredded) {
      return stored.equals(value) ? Outcome.SAME : Outcome.DIFFERENT;
    }

    @Override
    public String text() {
      return value.orElse("null");
    }
  }

  /** Exactly this, which is no public's: a difference is told without the values. */
  record Opened(Optional<String> value) implements Expected {
    @Override
    public Outcome compare(Optional<String> stored, boolean shredded) {
      return stored.equals(value) ? Outcome.SAME : Outcome.DIFFERENT;
    }

    @Override
    public String text() {
      return value.isPresent() ? "what the record says" : "null";
    }
  }

  /** What a destroyed key leaves; whatever else is there, nobody was to read any more. */
  record Left(Optional<String> value) implements Expected {
    @Override
    public Outcome compare(Optional<String> stored, boolean shredded) {
      return stored.equals(value) ? Outcome.SAME : Outcome.DIFFERENT;
    }

    @Override
    public String text() {
      return value.orElse("null");
    }
  }

  /**
   * What the auditor cannot open: compared where the key was destroyed, which leaves the same of
   * every row.
   *
   * @param left what it leaves
   */
  record Sealed(Optional<String> left) implements Expected {
    @Override
    public Outcome compare(Optional<String> stored, boolean shredded) {
      if (!shredded) {
        return Outcome.WITHOUT_KEY;
      }
      return stored.equals(left) ? Outcome.SAME : Outcome.DIFFERENT;
    }

    @Override
    public String text() {
      return left.orElse("null") + ", as the key of its month is gone";
    }
  }

  /** One of these. */
  record OneOf(Set<String> values) implements Expected {
    @Override
    public Outcome compare(Optional<String> stored, boolean shredded) {
      return stored.filter(values::contains).isPresent() ? Outcome.SAME : Outcome.DIFFERENT;
    }

    @Override
    public String text() {
      return "one of " + values.stream().sorted().toList();
    }
  }

  /** A time that no record holds, but not far from this one. */
  record Near(Instant time, Duration most) implements Expected {
    @Override
    public Outcome compare(Optional<String> stored, boolean shredded) {
      try {
        Instant found = Instant.parse(stored.orElse(""));
        return Duration.between(time, found).abs().compareTo(most) <= 0
            ? Outcome.NOT_IN_RECORD
            : Outcome.DIFFERENT;
      } catch (DateTimeParseException _) {
        return Outcome.DIFFERENT;
      }
    }

    @Override
    public String text() {
      return "at most " + most.toMinutes() + " minutes from " + time;
    }
  }

  /** Nothing that a record says. */
  record NotInRecord() implements Expected {
    @Override
    public Outcome compare(Optional<String> stored, boolean shredded) {
      return Outcome.NOT_IN_RECORD;
    }

    @Override
    public String text() {
      return "anything";
    }
  }

  /** Compared when all leaves are read, as a later one changes it. */
  record Later() implements Expected {
    @Override
    public Outcome compare(Optional<String> stored, boolean shredded) {
      return Outcome.SAME;
    }

    @Override
    public String text() {
      return "what the last leaf about it says";
    }
  }
}

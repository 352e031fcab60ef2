package jp.linkage.audit.append;

import java.util.Optional;

/**
 * Lets callers through while the log works. After a failure it refuses all of them at once, until a
 * probe in the background has passed; then one caller tries, and its success admits the others. It
 * starts open: the first probe pins or compares the topic.
 */
final class Circuit {
  private enum State {
    CLOSED,
    OPEN,
    HALF_OPEN,
    TRYING
  }

  private State state = State.OPEN;
  private boolean appendFailed;
  private long period;
  private String reason = "the log's topic has not been checked yet";

  /** Admission to one append; whoever holds it reports how the append went. */
  record Ticket(long period) {}

  /** A ticket, or empty for a caller that must be refused at once. */
  synchronized Optional<Ticket> admit() {
    return switch (state) {
      case CLOSED -> Optional.of(new Ticket(period));
      case HALF_OPEN -> {
        state = State.TRYING;
        yield Optional.of(new Ticket(period));
      }
      case OPEN, TRYING -> Optional.empty();
    };
  }

  /** The append was acknowledged. */
  synchronized void succeeded(Ticket ticket) {
    if (state == State.TRYING && ticket.period() == period) {
      state = State.CLOSED;
    }
  }

  /** The append failed. Tells nothing new when the circuit has been open since it was admitted. */
  synchronized void failed(Ticket ticket, String why) {
    if (ticket.period() == period) {
      open(why);
      appendFailed = true;
    }
  }

  /** The check of the topic failed. */
  synchronized void checkFailed(String why) {
    open(why);
  }

  private void open(String why) {
    if (state != State.OPEN) {
      period++;
    }
    state = State.OPEN;
    reason = why;
  }

  /** The check of the topic passed. */
  synchronized void checkPassed() {
    if (state == State.OPEN) {
      // a check does not append: after a failed append, one caller finds out for the others
      state = appendFailed ? State.HALF_OPEN : State.CLOSED;
      appendFailed = false;
    }
  }

  /** Why it is open; empty while it is not. */
  synchronized Optional<String> reason() {
    return state == State.OPEN ? Optional.of(reason) : Optional.empty();
  }
}

package jp.linkage.welfare.inquiry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.ExchangeId;

/**
 * Which planned inquiries take an earlier exchange up again and which are asked anew: what is
 * waiting at a provider or behind an outage must not be asked, and logged, a second time. Pure.
 */
final class ChooseAttempts {
  private ChooseAttempts() {}

  /**
   * One exchange to send.
   *
   * @param attempt new, or earlier and resumable
   * @param resumed whether it is an earlier one
   * @param persons those of its subjects whose answer is wanted
   */
  record Choice(InquiryAttempt attempt, boolean resumed, List<AddresseeNumber> persons) {
    Choice {
      persons = List.copyOf(persons);
    }
  }

  /**
   * Chooses for each planned inquiry.
   *
   * @param earlier attempts, the oldest first
   */
  static List<Choice> choose(
      List<PlannedInquiry> planned, List<InquiryAttempt> earlier, Supplier<UUID> ids, Instant now) {
    List<Choice> choices = new ArrayList<>();
    for (PlannedInquiry inquiry : planned) {
      Set<AddresseeNumber> left = new LinkedHashSet<>(inquiry.subjects());
      for (InquiryAttempt attempt : earlier.reversed()) {
        if (attempt.isResumable() && sameQuestion(attempt.planned(), inquiry)) {
          List<AddresseeNumber> covered =
              attempt.planned().subjects().stream().filter(left::remove).toList();
          if (!covered.isEmpty()) {
            choices.add(new Choice(attempt, true, covered));
          }
        }
      }
      if (!left.isEmpty()) {
        choices.add(anew(inquiry, List.copyOf(left), ids.get(), now));
      }
    }
    return choices;
  }

  /**
   * The same persons again, as a new exchange, whose id is the attempt's: it is stored before the
   * exchange is sent, so that a process that dies meanwhile does not lose the answer.
   *
   * @param id a UUIDv7
   */
  static Choice anew(PlannedInquiry inquiry, List<AddresseeNumber> persons, UUID id, Instant now) {
    return new Choice(
        new InquiryAttempt(
            id,
            new PlannedInquiry(
                inquiry.provider(), inquiry.relation(), inquiry.fiscalYear(), persons),
            new ExchangeId(id),
            InquiryAttempt.State.OPEN,
            Optional.empty(),
            Optional.empty(),
            now,
            Optional.empty()),
        false,
        persons);
  }

  private static boolean sameQuestion(PlannedInquiry one, PlannedInquiry other) {
    return one.provider().equals(other.provider())
        && one.relation().equals(other.relation())
        && one.fiscalYear().equals(other.fiscalYear());
  }
}

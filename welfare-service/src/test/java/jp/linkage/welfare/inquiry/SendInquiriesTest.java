package jp.linkage.welfare.inquiry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.linkage.kit.exchange.Inquiry;
import jp.linkage.kit.exchange.InquiryOutcome;
import jp.linkage.kit.exchange.InquirySubject;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.protocol.problem.ProblemType;
import org.junit.jupiter.api.Test;

class SendInquiriesTest {

  @Test
  void allInquiries_areUnderWayAtTheSameTime_andComeBackInOrder() {
    // Each waits for the two others: one after the other would never end.
    CyclicBarrier barrier = new CyclicBarrier(3);
    SendInquiries send =
        new SendInquiries(
            asking(inquiry -> {
              assertTrue(Thread.currentThread().isVirtual());
              try {
                barrier.await(20, TimeUnit.SECONDS);
              } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
              }
              return nobody(inquiry);
            }));
    List<Optional<InquiryOutcome>> outcomes =
        send.send(List.of(sending("W-1"), sending("W-2"), sending("W-3")));
    assertEquals(
        List.of("W-1", "W-2", "W-3"), outcomes.stream().map(SendInquiriesTest::personOf).toList());
  }

  @Test
  void oneThatBreaks_leavesTheOthers() {
    SendInquiries send =
        new SendInquiries(
            asking(inquiry -> {
              if (inquiry.subjects().getFirst().addresseeNumber().value().equals("W-2")) {
                throw new IllegalStateException("broken for the test");
              }
              return nobody(inquiry);
            }));
    List<Optional<InquiryOutcome>> outcomes =
        send.send(List.of(sending("W-1"), sending("W-2"), sending("W-3")));
    assertEquals(List.of(true, false, true), outcomes.stream().map(Optional::isPresent).toList());
  }

  @Test
  void exchangeThatHasEnded_isAskedAnewAsIfItHadLapsed() {
    ExchangeId ended = ExchangeId.next();
    SendInquiries send = new SendInquiries(asking(SendInquiriesTest::nobody));
    Optional<InquiryOutcome> outcome =
        send.send(List.of(new SendInquiries.Sending(ended, sending("W-1").inquiry(), true)))
            .getFirst();
    InquiryOutcome.Lapsed lapsed =
        assertInstanceOf(InquiryOutcome.Lapsed.class, outcome.orElseThrow());
    assertEquals(ended, lapsed.exchangeId());
  }

  private interface Ask {
    InquiryOutcome ask(Inquiry inquiry);
  }

  private static Exchanges asking(Ask ask) {
    return new Exchanges() {
      @Override
      public InquiryOutcome ask(ExchangeId id, Inquiry inquiry) {
        return ask.ask(inquiry);
      }

      @Override
      public InquiryOutcome resume(ExchangeId exchangeId) {
        throw new ProblemException(ProblemType.CONFLICT, "The exchange has ended: answered");
      }

      @Override
      public void acknowledge(InquiryOutcome.Answered answered) {
        throw new IllegalStateException("who sends stores nothing");
      }
    };
  }

  private static InquiryOutcome nobody(Inquiry inquiry) {
    return new InquiryOutcome.NobodyToAskAbout(
        ExchangeId.next(),
        Map.of(
            inquiry.subjects().getFirst().addresseeNumber(),
            new jp.linkage.kit.exchange.SubjectOutcome.NotEnrolled()));
  }

  private static String personOf(Optional<InquiryOutcome> outcome) {
    return ((InquiryOutcome.NobodyToAskAbout) outcome.orElseThrow())
        .subjects()
        .keySet()
        .iterator()
        .next()
        .value();
  }

  private static SendInquiries.Sending sending(String person) {
    return new SendInquiries.Sending(
        ExchangeId.next(),
        new Inquiry(
            new AgencyId("aoba-tax"),
            new LegalBasis(
                new ItemNumber("144"),
                new AffairId("disability-support-benefits"),
                new ProcedureNumber("1"),
                List.of(new InformationId("municipal-tax")),
                new SubjectRelation("applicant"),
                Optional.empty()),
            new Occasion(
                "障害福祉課", new CaseReference("case-1"), new StaffPseudonym("pseudonym-1"), false),
            List.of(new InquirySubject(new AddresseeNumber(person), Map.of()))),
        false);
  }
}

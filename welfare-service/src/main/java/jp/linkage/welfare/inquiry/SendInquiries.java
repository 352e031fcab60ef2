package jp.linkage.welfare.inquiry;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.linkage.kit.exchange.Inquiry;
import jp.linkage.kit.exchange.InquiryOutcome;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import org.jboss.logging.Logger;

/** Sends inquiries side by side, each on a virtual thread of its own. */
@ApplicationScoped
class SendInquiries {
  private static final Logger LOG = Logger.getLogger(SendInquiries.class);

  private final Exchanges exchanges;

  SendInquiries(Exchanges exchanges) {
    this.exchanges = exchanges;
  }

  /**
   * What to send.
   *
   * @param resumed whether the exchange is to be taken up again; otherwise its id is a new one
   */
  record Sending(ExchangeId exchangeId, Inquiry inquiry, boolean resumed) {}

  /**
   * Sends all and waits for all.
   *
   * @return in the order of {@code sendings}; empty where this service failed, which is logged
   */
  List<Optional<InquiryOutcome>> send(List<Sending> sendings) {
    if (sendings.size() == 1) {
      return List.of(outcome(sendings.getFirst()));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<InquiryOutcome>>> futures =
          sendings.stream().map(sending -> threads.submit(() -> outcome(sending))).toList();
      List<Optional<InquiryOutcome>> outcomes = new ArrayList<>();
      for (Future<Optional<InquiryOutcome>> future : futures) {
        outcomes.add(future.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw new IllegalStateException("outcome() catches what can go wrong", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while inquiring", e);
    }
  }

  private Optional<InquiryOutcome> outcome(Sending sending) {
    try {
      return Optional.of(
          sending.resumed()
              ? exchanges.resume(sending.exchangeId())
              : exchanges.ask(sending.exchangeId(), sending.inquiry()));
    } catch (ProblemException e) {
      if (sending.resumed()) {
        // A process died before it was sent, or it ended meanwhile: only a new exchange helps.
        LOG.infof("an exchange cannot be taken up again: %s", e.getMessage());
        return Optional.of(
            new InquiryOutcome.Lapsed(
                sending.exchangeId(),
                new Problem(
                    ProblemType.CONFLICT, Stage.INQUIRER, "The exchange has ended.", "", "")));
      }
      return broke(e);
    } catch (RuntimeException e) {
      return broke(e);
    }
  }

  /** One inquiry that breaks leaves its persons open; the others still count. */
  private static Optional<InquiryOutcome> broke(RuntimeException e) {
    LOG.errorf("an inquiry failed in this service: %s", e.getClass().getName());
    return Optional.empty();
  }
}

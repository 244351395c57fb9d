package org.commandery.shop.billing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.commandery.testkit.AggregateScenario;
import org.junit.jupiter.api.Test;

class InvoiceTest {

    private static final BigDecimal PRICE = new BigDecimal("15.00");

    private final InvoiceOpened opened = new InvoiceOpened("o-1", PRICE);
    private final PaymentDemanded demanded = new PaymentDemanded("o-1");
    private final PaymentTaken taken = new PaymentTaken("o-1", PRICE);
    private final PaymentRefused refused = new PaymentRefused("o-1", "above the limit");
    private final PaymentRefunded refunded = new PaymentRefunded("o-1", PRICE);
    private final InvoiceVoided voided = new InvoiceVoided("o-1");

    private final OpenInvoice open = new OpenInvoice("o-1", PRICE);
    private final TakePayment take = new TakePayment("o-1");
    private final CancelInvoice cancel = new CancelInvoice("o-1");

    @Test
    void anOrderIsPaid() {
        invoice().when(open).thenEvents(opened);
        invoice(opened)
                .when(take)
                .thenEvents(taken)
                .thenState(it -> assertThat(it).isEqualTo(new Invoice(InvoiceStatus.PAID, PRICE)));
    }

    @Test
    void tenThousandIsPaidAndACentMoreIsRefused() {
        BigDecimal limit = new BigDecimal("10000.00");
        invoice(new InvoiceOpened("o-1", limit)).when(take).thenEvents(new PaymentTaken("o-1", limit));
        invoice(new InvoiceOpened("o-1", new BigDecimal("10000.01"))).when(take).thenEvents(refused);
    }

    @Test
    void aPaymentThatIsAskedForBeforeTheAmountIsKnownIsTakenThen() {
        invoice().when(take).thenEvents(demanded);
        invoice(demanded).when(take).thenEvents();
        invoice(demanded).when(open).thenEvents(opened, taken);
        BigDecimal tooMuch = new BigDecimal("10001");
        invoice(demanded).when(new OpenInvoice("o-1", tooMuch)).thenEvents(new InvoiceOpened("o-1", tooMuch), refused);
    }

    @Test
    void whatIsPaidIsNeitherOpenedNorPaidAgain() {
        invoice(opened).when(open).thenEvents();
        invoice(opened, taken).when(open).thenEvents();
        invoice(opened, taken).when(take).thenEvents();
        invoice(opened, refused).when(take).thenEvents();
    }

    @Test
    void cancellingVoidsWhatIsNotPaid() {
        invoice(opened).when(cancel).thenEvents(voided);
        invoice(demanded).when(cancel).thenEvents(voided);
    }

    @Test
    void cancellingRefundsWhatIsPaidOnce() {
        invoice(opened, taken).when(cancel).thenEvents(refunded);
        invoice(opened, taken, refunded).when(cancel).thenEvents();
    }

    @Test
    void aRefusedPaymentLeavesNothingToCancel() {
        invoice(opened, refused).when(cancel).thenEvents();
    }

    @Test
    void nothingIsPaidAfterTheCancellation() {
        invoice(opened, voided).when(take).thenEvents();
        invoice(opened, taken, refunded).when(take).thenEvents();
        invoice(demanded, voided).when(open).thenEvents();
    }

    @Test
    void anOrderThatIsCancelledBeforeItIsHeardOfIsNeverPaid() {
        invoice().when(cancel).thenEvents(voided);
        invoice(voided).when(open).thenEvents();
        invoice(voided).when(take).thenEvents();
    }

    private static AggregateScenario<Invoice> invoice(Object... history) {
        return AggregateScenario.of(Invoice.class).given(history);
    }
}

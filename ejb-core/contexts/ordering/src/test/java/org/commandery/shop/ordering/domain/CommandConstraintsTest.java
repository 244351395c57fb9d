package org.commandery.shop.ordering.domain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandConstraintsTest {

    private static final Line LINE = new Line("tea", 2, new BigDecimal("3.50"));

    private final Validator validator =
            Validation.buildDefaultValidatorFactory().getValidator();

    @Test
    void aCompleteOrderIsAccepted() {
        assertThat(brokenFields(new PlaceOrder("o-1", List.of(LINE), null))).isEmpty();
        assertThat(brokenFields(new CancelOrder("o-1", "changed my mind \uD83D\uDE00")))
                .isEmpty();
    }

    @Test
    void anOrderHasAnIdentityAndLines() {
        assertThat(brokenFields(new PlaceOrder(" ", List.of(), null))).containsExactly("lines", "orderId");
    }

    @Test
    void eachLineIsChecked() {
        Line wrong = new Line("", 0, new BigDecimal("-1.005"));
        assertThat(brokenFields(new PlaceOrder("o-1", List.of(LINE, wrong), null)))
                .containsExactly("lines[1].price", "lines[1].product", "lines[1].quantity");
    }

    @Test
    void aCustomerIsCheckedWhereThereIsOne() {
        assertThat(brokenFields(new PlaceOrder("o-1", List.of(LINE), new Customer("c-1", "Ada", null))))
                .isEmpty();
        assertThat(brokenFields(new PlaceOrder("o-1", List.of(LINE), new Customer("", " ", "nowhere"))))
                .containsExactly("customer.customerId", "customer.email", "customer.name");
    }

    @Test
    void textsThatADatabaseCannotHoldAreRefused() {
        assertThat(brokenFields(new ConfirmOrder("o\u0000"))).containsExactly("orderId");
        assertThat(brokenFields(new CancelOrder("o-1", "half a character: \uD83D")))
                .containsExactly("reason");
    }

    private List<String> brokenFields(Object command) {
        return validator.validate(command).stream()
                .map(violation -> violation.getPropertyPath().toString())
                .distinct()
                .sorted()
                .toList();
    }
}

package org.commandery.shop.ordering.readmodel;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;

/** A line of an order as it is looked at. */
@Embeddable
public class OrderedLine {

    private String product;
    private int quantity;
    private BigDecimal price;

    /** For JPA. */
    protected OrderedLine() {}

    OrderedLine(String product, int quantity, BigDecimal price) {
        this.product = product;
        this.quantity = quantity;
        this.price = price;
    }

    /** The product's number or name. */
    public String product() {
        return product;
    }

    /** How many pieces. */
    public int quantity() {
        return quantity;
    }

    /** The price of one piece in the shop's currency. */
    public BigDecimal price() {
        return price;
    }
}

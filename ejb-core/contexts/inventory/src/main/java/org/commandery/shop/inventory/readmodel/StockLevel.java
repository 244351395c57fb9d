package org.commandery.shop.inventory.readmodel;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The stock of a product as it is looked at. */
@Entity
@Table(name = "stock")
public class StockLevel {

    @Id
    private String product;

    private long available;

    private long reserved;

    @Column(name = "stream_version")
    private long version;

    /** For JPA. */
    protected StockLevel() {}

    StockLevel(String product) {
        this.product = product;
    }

    void received(long quantity) {
        available += quantity;
    }

    void reserved(long quantity) {
        available -= quantity;
        reserved += quantity;
    }

    void released(long quantity) {
        available += quantity;
        reserved -= quantity;
    }

    void at(long version) {
        this.version = version;
    }

    /** The product's number or name. */
    public String product() {
        return product;
    }

    /** How many pieces are reserved for nobody. */
    public long available() {
        return available;
    }

    /** How many pieces are reserved for orders. */
    public long reserved() {
        return reserved;
    }

    /** The version of the product's stream that this shows: what {@code If-Match} takes with the next command. */
    public long version() {
        return version;
    }
}

package org.commandery.shop.it.parcels;

/**
 * A parcel.
 *
 * @param stamps how many it has
 */
public record Parcel(int stamps) {

    static Parcel initial() {
        return new Parcel(0);
    }

    ParcelStamped execute(StampParcel command) {
        return new ParcelStamped(command.id(), stamps + 1);
    }

    Parcel apply(ParcelStamped event) {
        return new Parcel(event.stamp());
    }
}

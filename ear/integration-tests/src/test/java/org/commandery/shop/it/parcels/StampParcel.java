package org.commandery.shop.it.parcels;

/**
 * Puts a stamp on a parcel.
 *
 * @param id the parcel's identity
 */
public record StampParcel(String id) {}

package org.commandery.shop.it.parcels;

import org.commandery.event.EventType;

/**
 * A stamp was put on a parcel.
 *
 * @param id the parcel's identity
 * @param stamp which stamp it is, from 1
 */
@EventType("parcel-stamped")
public record ParcelStamped(String id, int stamp) {}

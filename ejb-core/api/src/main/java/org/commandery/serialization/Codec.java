package org.commandery.serialization;

/**
 * Turns events and commands into JSON texts and back. JSON-B with its defaults does that, unless the deployment has a CDI bean of this type: it then
 * does it for all applications of the deployment. Two such beans fail the deployment.
 *
 * <p>What a codec writes is stored for good. A new codec must read what the old one wrote, or an {@link Upcaster} must change it first. Many
 * threads use a codec at once.
 */
public interface Codec {

    /**
     * Writes an object.
     *
     * @return a JSON text; that of an event must be a JSON object, or upcasters cannot change it later
     * @throws CodecFailed when the object cannot be written; anything else that is thrown counts as a fault of the codec
     */
    String encode(Object object);

    /**
     * Reads an object. Members that the class does not know are passed over: an event may have been written with more than its reader wants.
     *
     * @throws CodecFailed when the text is no JSON or does not fit the class; anything else that is thrown counts as a fault of the codec
     */
    <T> T decode(String json, Class<T> type);
}

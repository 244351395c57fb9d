package org.commandery.web.http;

/** Names of the headers that come and go with commands and queries, as far as JAX-RS does not have them. */
public final class Headers {

    /** The id of the command, so that it can be sent again without being executed again. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** The id that is shared by all that follows from one request. */
    public static final String CORRELATION_ID = "X-Correlation-ID";

    /** The id of what caused the command. */
    public static final String CAUSATION_ID = "X-Causation-ID";

    /** How long the command may take to be decided, in seconds, as in {@code 2.5}. */
    public static final String TIMEOUT = "X-Timeout";

    /** How often the command is executed at most while others write to its aggregate. */
    public static final String ATTEMPTS = "X-Attempts";

    /** The names of the handlers that are waited for, of those that are strong; all when there is none. */
    public static final String WAIT_FOR = "X-Wait-For";

    /** The position of a command's last event among all events of its application: what {@link #IF_POSITION} takes. */
    public static final String POSITION = "X-Position";

    /** With a query: the position that the read models must have reached before it is answered. */
    public static final String IF_POSITION = "If-Position";

    /** Values that are stored with the events. */
    public static final String METADATA = "X-Metadata";

    /** What the caller would like, RFC 7240. */
    public static final String PREFER = "Prefer";

    /** What of that was done, RFC 7240. */
    public static final String PREFERENCE_APPLIED = "Preference-Applied";

    private Headers() {}
}

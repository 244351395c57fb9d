package org.commandery.web.schema;

import java.lang.reflect.Type;

/**
 * A property of a class as JSON-B binds it.
 *
 * @param name its name in JSON
 * @param member its name in Java, under which its constraints are found
 * @param type its type
 * @param form how its value is written when something but its type says so
 */
record Property(String name, String member, Type type, Form form) {

    /** How a value is written. */
    enum Form {
        /** As its type is. */
        OF_TYPE,

        /** As a text, in a format of its own. */
        TEXT,

        /** In a way that only an adapter knows. */
        UNKNOWN
    }
}

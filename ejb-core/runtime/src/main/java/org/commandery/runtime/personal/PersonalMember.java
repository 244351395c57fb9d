package org.commandery.runtime.personal;

import jakarta.json.JsonValue;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;
import org.commandery.personal.PersonalData;
import org.jspecify.annotations.Nullable;

/**
 * A member of a class whose objects are written as JSON.
 *
 * @param name its name in the class
 * @param jsonName its name in JSON
 * @param type its declared type
 * @param personal what is said of its data; null when they are not personal
 * @param placeholder what is read once its subject is forgotten; of no meaning when it is not personal
 * @param isSubject whether it says whose the data beside it are
 * @param getter gets its value, from an {@link Object} as an {@link Object}
 */
record PersonalMember(
        String name,
        String jsonName,
        Type type,
        @Nullable PersonalData personal,
        JsonValue placeholder,
        boolean isSubject,
        MethodHandle getter) {

    /** Its value in an object of the class; null when it has none. */
    @Nullable
    Object of(Object object) {
        try {
            return (Object) getter.invokeExact(object);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "%s.%s failed".formatted(object.getClass().getName(), name), e);
        }
    }
}

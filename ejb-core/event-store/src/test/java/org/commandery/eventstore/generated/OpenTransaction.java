package org.commandery.eventstore.generated;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** Has a store write in a transaction that stays open: it is given a connection that only seems to commit by itself. */
final class OpenTransaction {

    private OpenTransaction() {}

    /** Gives nothing but this connection, which closing does not close. */
    static DataSource of(Connection connection) {
        Connection kept = proxy(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getAutoCommit" -> true;
            case "setAutoCommit", "close" -> null;
            default -> {
                try {
                    yield method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        });
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                return kept;
            }
            throw new UnsupportedOperationException(method.toString());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

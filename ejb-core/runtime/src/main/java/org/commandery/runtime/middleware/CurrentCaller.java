package org.commandery.runtime.middleware;

import jakarta.ejb.EJBContext;
import java.security.Principal;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.commandery.middleware.Caller;
import org.jspecify.annotations.Nullable;

/** Who calls on a thread: the sender of the request that the web layer answers, otherwise the caller of the enterprise bean that is called. */
public final class CurrentCaller {

    private static final String EJB_CONTEXT = "java:comp/EJBContext";
    private static final ThreadLocal<@Nullable Caller> CURRENT = new ThreadLocal<>();

    private CurrentCaller() {}

    /** The calling thread's caller; empty when neither a request nor an enterprise bean is there to ask. */
    public static Optional<Caller> get() {
        return Optional.ofNullable(CURRENT.get()).or(CurrentCaller::ofBean);
    }

    /**
     * Sets the calling thread's caller. Who calls this gives the thread its old one back afterwards.
     *
     * @param caller the caller; null for none
     * @return the one before; null for none
     */
    public static @Nullable Caller replace(@Nullable Caller caller) {
        Caller before = CURRENT.get();
        if (caller == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(caller);
        }
        return before;
    }

    private static Optional<Caller> ofBean() {
        try {
            return Optional.of(new BeanCaller((EJBContext) new InitialContext().lookup(EJB_CONTEXT)));
        } catch (NamingException e) {
            return Optional.empty(); // this thread is in no enterprise bean
        }
    }

    /** The caller of an enterprise bean. */
    private record BeanCaller(EJBContext bean) implements Caller {

        private static final String ANONYMOUS = "anonymous";

        @Override
        public Optional<String> name() {
            return Optional.ofNullable(bean.getCallerPrincipal())
                    .map(Principal::getName)
                    .filter(name -> !name.equals(ANONYMOUS));
        }

        @Override
        public boolean isInRole(String role) {
            return bean.isCallerInRole(role);
        }
    }
}

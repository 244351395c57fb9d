package org.commandery.shop.it.architecture.beans;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.math.BigDecimal;
import java.util.List;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.application.UnregisteredCommand;
import org.commandery.shop.inventory.Inventory;
import org.commandery.shop.ordering.domain.Line;
import org.commandery.shop.ordering.domain.PlaceOrder;

/** Does in the server what tests ask for from outside. */
@WebServlet("/*")
public class Inside extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    @Inject
    @BoundedContext("ordering")
    private transient Application ordering;

    @Inject
    @BoundedContext("billing")
    private transient Application billing;

    @Inject
    private transient Inventory inventory;

    /** The applications that ordering and billing run in. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(ordering.name() + " and " + billing.name());
    }

    /**
     * {@code /order/<id>} dispatches a command of ordering through the application of billing, {@code /stock/<product>} calls inventory's facade. Answers
     * with the stream that was written to, or with status 404 and why there is no route.
     */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String[] path = request.getPathInfo().split("/");
        try {
            response.getWriter()
                    .print(
                            path[1].equals("order")
                                    ? billing.dispatch(order(path[2])).stream()
                                    : inventory.receive(path[2], 5).stream());
        } catch (UnregisteredCommand e) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.getWriter().print(e.getMessage());
        }
    }

    private static PlaceOrder order(String orderId) {
        return new PlaceOrder(orderId, List.of(new Line("tea", 1, BigDecimal.ONE)), null);
    }
}

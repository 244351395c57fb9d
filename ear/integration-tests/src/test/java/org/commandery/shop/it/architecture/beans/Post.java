package org.commandery.shop.it.architecture.beans;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Collections;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Sends a message to the topic of the integration events, as a program without Commandery may. */
@WebServlet("/*")
public class Post extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Sends the body; each parameter of the query is a property of the message. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            InitialContext names = new InitialContext();
            ConnectionFactory broker = (ConnectionFactory) names.lookup("java:/ConnectionFactory");
            Topic topic = (Topic) names.lookup("java:/jms/topic/integration");
            try (JMSContext session = broker.createContext()) {
                TextMessage message = session.createTextMessage(
                        String.join("\n", request.getReader().lines().toList()));
                for (String property : Collections.list(request.getParameterNames())) {
                    message.setStringProperty(property, request.getParameter(property));
                }
                session.createProducer().send(topic, message);
            }
        } catch (NamingException | JMSException e) {
            throw new ServletException(e);
        }
    }
}

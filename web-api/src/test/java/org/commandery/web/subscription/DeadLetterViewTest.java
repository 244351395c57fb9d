package org.commandery.web.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import org.commandery.eventstore.DeadLetter;
import org.junit.jupiter.api.Test;

class DeadLetterViewTest {

    @Test
    void theErrorSaysWhatWasThrownAndWhyButNotWhere() {
        IOException cause = new IOException("the letter box is full\nof letters");
        IllegalStateException thrown = new IllegalStateException("cannot post", cause);
        thrown.addSuppressed(new IllegalArgumentException("and the pen is dry"));

        DeadLetterView view = DeadLetterView.of(letter(stackOf(thrown)), Optional.empty());

        assertThat(view.error()).isEqualTo("""
                java.lang.IllegalStateException: cannot post
                	Suppressed: java.lang.IllegalArgumentException: and the pen is dry
                because of java.io.IOException: the letter box is full
                of letters""");
        assertThat(view.event()).isNull();
    }

    @Test
    void anEventThatIsOnlyBehindAnotherOneHasNoError() {
        assertThat(DeadLetterView.of(letter(null), Optional.empty()).error()).isNull();
    }

    private static DeadLetter letter(String error) {
        return new DeadLetter("post.letters", 7, "letter-1", error, 1, Instant.EPOCH, false);
    }

    private static String stackOf(Throwable thrown) {
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack, true));
        return stack.toString();
    }
}

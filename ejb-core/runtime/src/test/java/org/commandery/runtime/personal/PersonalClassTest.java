package org.commandery.runtime.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commandery.DefinitionException;
import org.commandery.personal.DataSubject;
import org.commandery.personal.PersonalData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalClassTest {

    record Named(@PersonalData String name) {}

    record Inside(@DataSubject String id, List<Named> names) {}

    record Deep(Map<String, Optional<Inside>> all) {}

    record Tree(List<Tree> branches, String leaf) {}

    enum Colour {
        RED {
            @Override
            int shade() {
                return 1;
            }
        };

        abstract int shade();
    }

    record Plain(String id, BigDecimal price, Instant at, List<String> tags, Colour colour, int[] numbers, Tree tree) {}

    record Nobodys(List<Named> names) {}

    record Two(@DataSubject String one, @DataSubject String other) {}

    record Number(@DataSubject int id) {}

    record Both(@DataSubject @PersonalData String id) {}

    record Misnamed(
            String id, @PersonalData(subject = "uid") String name) {}

    record WrongType(int id, @PersonalData(subject = "id") String name) {}

    record NoJson(
            @DataSubject String id,
            @PersonalData(placeholder = "nobody") String name) {}

    @Test
    void aClassWithoutPersonalDataIsKnownAsOne() {
        assertThat(PersonalJson.concerns(Plain.class)).isFalse();
        assertThat(PersonalJson.concerns(String.class)).isFalse();
        assertThat(PersonalJson.concerns(Deep.class)).isTrue();
    }

    @Test
    void theSubjectMayBeInARecordAround() {
        assertThatCode(() -> PersonalClass.check(Deep.class)).doesNotThrowAnyException();
        assertThatCode(() -> PersonalClass.check(Plain.class)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {Nobodys.class, Two.class, Number.class, Both.class, Misnamed.class, WrongType.class, NoJson.class
            })
    void whatCannotBeIsRefusedByAMessageThatNamesTheClass(Class<?> event) {
        String named = event == Nobodys.class ? Named.class.getName() : event.getName();

        assertThatExceptionOfType(DefinitionException.class)
                .isThrownBy(() -> PersonalClass.check(event))
                .withMessageContaining(named);
    }
}

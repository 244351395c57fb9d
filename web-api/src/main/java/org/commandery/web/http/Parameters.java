package org.commandery.web.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads query parameters and headers. What cannot be read is answered with 400 and a sentence about it; left to itself, JAX-RS says 404.
 *
 * @see <a href="https://jakarta.ee/specifications/restful-ws/3.1/jakarta-restful-ws-spec-3.1#resource_field">Jakarta RESTful Web Services 3.1, 3.2</a>
 */
@Provider
@ApplicationScoped
public class Parameters implements ParamConverterProvider {

    /** Stricter than {@link UUID#fromString}, which takes {@code 1-1-1-1-1}; with or without the quotes of a structured header. */
    private static final Pattern UUID_TEXT =
            Pattern.compile("(\"?)(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})\\1");

    private static final Map<Class<?>, Form<?>> FORMS = Map.of(
            int.class, new Form<>("a whole number", Integer::valueOf),
            Integer.class, new Form<>("a whole number", Integer::valueOf),
            long.class, new Form<>("a whole number", Long::valueOf),
            Long.class, new Form<>("a whole number", Long::valueOf),
            UUID.class, new Form<>("a UUID", text -> asUuid(text).orElseThrow(IllegalArgumentException::new)),
            Direction.class, new Form<>("'forward' or 'backward'", Direction::parse),
            Sorting.class,
                    new Form<>(
                            "'stream', 'version', 'createdAt' or 'deletedAt', with '-' before it for the greatest first",
                            Sorting::parse));

    /**
     * What a parameter looks like.
     *
     * @param description completes "… must be"
     * @param parse throws {@link IllegalArgumentException} when the text does not look like that
     */
    private record Form<T>(String description, Function<String, T> parse) {}

    @Override
    @SuppressWarnings("unchecked") // each form is kept under the class that it makes
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        Form<T> form = (Form<T>) FORMS.get(type);
        return form == null
                ? null
                : name(annotations).map(name -> new Converter<>(name, form)).orElse(null);
    }

    private static Optional<String> name(Annotation[] annotations) {
        return Stream.of(annotations)
                .flatMap(annotation -> {
                    if (annotation instanceof QueryParam query) {
                        return Stream.of(query.value());
                    }
                    return annotation instanceof HeaderParam header ? Stream.of(header.value()) : Stream.empty();
                })
                .findFirst();
    }

    /** The UUID that a header holds; empty when it is none. */
    static Optional<UUID> asUuid(String text) {
        Matcher matcher = UUID_TEXT.matcher(text.strip());
        return matcher.matches() ? Optional.of(UUID.fromString(matcher.group(2))) : Optional.empty();
    }

    private record Converter<T>(String name, Form<T> form) implements ParamConverter<T> {

        @Override
        public @Nullable T fromString(@Nullable String value) {
            if (value == null) {
                return null;
            }
            try {
                return form.parse().apply(value);
            } catch (IllegalArgumentException e) {
                throw new BadRequestException(
                        "'%s' must be %s, not '%s'".formatted(name, form.description(), value), e);
            }
        }

        @Override
        public String toString(T value) {
            return String.valueOf(value);
        }
    }
}

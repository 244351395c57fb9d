package org.commandery.web.schema;

import jakarta.json.JsonValue;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.Default;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ElementDescriptor;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Constraints of Bean Validation as keywords of JSON Schema. They are read as the validator sees them, so constraints that are composed of others and
 * those that XML declares count too. What JSON Schema cannot say is left out: dates in the future, digits after the point (a multiple of 0.01 is
 * something that programs which count in binary get wrong), constraints with code of their own.
 */
final class ConstraintKeywords {

    private static final Set<Class<?>> NOT_NULL = Set.of(NotNull.class, NotEmpty.class, NotBlank.class);

    private ConstraintKeywords() {}

    /** Whether the constraints of an element refuse null. */
    static boolean refuseNull(Optional<? extends ElementDescriptor> element) {
        return of(element)
                .anyMatch(constraint ->
                        NOT_NULL.contains(constraint.getAnnotation().annotationType()));
    }

    /** Adds the constraints of an element to its schema. */
    static void add(Optional<? extends ElementDescriptor> element, Keywords schema) {
        of(element).forEach(constraint -> {
            switch (schema.type().orElse("")) {
                case "string" -> addToText(constraint.getAnnotation(), schema);
                case "integer", "number" -> addToNumber(constraint.getAnnotation(), schema);
                case "boolean" -> addToBoolean(constraint.getAnnotation(), schema);
                case "array" -> addSizes(constraint.getAnnotation(), "minItems", "maxItems", schema);
                case "object" -> addSizes(constraint.getAnnotation(), "minProperties", "maxProperties", schema);
                default -> {}
            }
        });
    }

    private static Stream<ConstraintDescriptor<?>> of(Optional<? extends ElementDescriptor> element) {
        return element.stream()
                .flatMap(
                        found -> found
                                .findConstraints()
                                .unorderedAndMatchingGroups(Default.class)
                                .getConstraintDescriptors()
                                .stream())
                .flatMap(ConstraintKeywords::withParts)
                .sorted(Comparator.comparing(constraint -> constraint
                        .getAnnotation()
                        .toString())); // they come in any order, and a schema should not change
    }

    private static Stream<ConstraintDescriptor<?>> withParts(ConstraintDescriptor<?> constraint) {
        return Stream.concat(
                Stream.of(constraint),
                constraint.getComposingConstraints().stream().flatMap(ConstraintKeywords::withParts));
    }

    private static void addToText(Annotation constraint, Keywords schema) {
        addSizes(constraint, "minLength", "maxLength", schema);
        if (constraint instanceof NotBlank) {
            schema.matching("\\S");
        } else if (constraint instanceof Pattern pattern && pattern.flags().length == 0) {
            PortablePattern.of(pattern.regexp()).ifPresent(schema::matching);
        } else if (constraint instanceof Email) {
            schema.set("format", "email");
        }
    }

    private static void addSizes(Annotation constraint, String smallest, String largest, Keywords schema) {
        if (constraint instanceof NotEmpty) {
            schema.atLeast(smallest, BigDecimal.ONE);
        } else if (constraint instanceof Size size) {
            if (size.min() > 0) {
                schema.atLeast(smallest, BigDecimal.valueOf(size.min()));
            }
            if (size.max() < Integer.MAX_VALUE) {
                schema.atMost(largest, BigDecimal.valueOf(size.max()));
            }
        }
    }

    private static void addToNumber(Annotation constraint, Keywords schema) {
        if (constraint instanceof Min min) {
            schema.atLeast("minimum", BigDecimal.valueOf(min.value()));
        } else if (constraint instanceof Max max) {
            schema.atMost("maximum", BigDecimal.valueOf(max.value()));
        } else if (constraint instanceof DecimalMin min) {
            schema.atLeast(min.inclusive() ? "minimum" : "exclusiveMinimum", new BigDecimal(min.value()));
        } else if (constraint instanceof DecimalMax max) {
            schema.atMost(max.inclusive() ? "maximum" : "exclusiveMaximum", new BigDecimal(max.value()));
        } else if (constraint instanceof Positive) {
            schema.atLeast("exclusiveMinimum", BigDecimal.ZERO);
        } else if (constraint instanceof PositiveOrZero) {
            schema.atLeast("minimum", BigDecimal.ZERO);
        } else if (constraint instanceof Negative) {
            schema.atMost("exclusiveMaximum", BigDecimal.ZERO);
        } else if (constraint instanceof NegativeOrZero) {
            schema.atMost("maximum", BigDecimal.ZERO);
        } else if (constraint instanceof Digits digits) {
            BigDecimal limit = BigDecimal.TEN.pow(digits.integer());
            schema.atMost("exclusiveMaximum", limit).atLeast("exclusiveMinimum", limit.negate());
        }
    }

    private static void addToBoolean(Annotation constraint, Keywords schema) {
        if (constraint instanceof AssertTrue) {
            schema.set("const", JsonValue.TRUE);
        } else if (constraint instanceof AssertFalse) {
            schema.set("const", JsonValue.FALSE);
        }
    }

    /** Whether a schema refuses what a primitive is when it is not sent: 0, or false. */
    static boolean refuseDefault(Keywords schema) {
        return schema.number("minimum").filter(bound -> bound.signum() > 0).isPresent()
                || schema.number("exclusiveMinimum")
                        .filter(bound -> bound.signum() >= 0)
                        .isPresent()
                || schema.number("maximum").filter(bound -> bound.signum() < 0).isPresent()
                || schema.number("exclusiveMaximum")
                        .filter(bound -> bound.signum() <= 0)
                        .isPresent()
                || schema.has("const", JsonValue.TRUE);
    }
}

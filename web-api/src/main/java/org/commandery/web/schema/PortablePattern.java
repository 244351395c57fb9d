package org.commandery.web.schema;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pattern of Java as one of JSON Schema, which are those of ECMA-262 with the flag {@code u}. What the two do not read alike is left out: a schema
 * that says less is better than one that says something else.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-core#section-6.4">JSON Schema Core 2020-12, 6.4</a>
 */
final class PortablePattern {

    /** What Java has and ECMA-262 has not, or reads in another way. */
    private static final Pattern OF_JAVA_ALONE = Pattern.compile(String.join(
            "|",
            "\\\\(?![dDwWsSbBfnrtux1-9^$\\\\.*+?()\\[\\]{}|/-]|[pP]\\{(?:C[cfnos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)})",
            "&&", // an intersection of classes
            "\\[(?:[^\\]\\\\]|\\\\.)*\\[", // a class within a class
            "[*+?}]\\+", // a possessive quantifier
            "\\(\\?(?![:=!]|<[=!a-zA-Z])")); // flags, and groups that are not gone back into

    private PortablePattern() {}

    /** The pattern, so that a whole text must match it; empty when it cannot be said. */
    static Optional<String> of(String regex) {
        String withoutBackslashes = regex.replace("\\\\", "");
        return OF_JAVA_ALONE.matcher(withoutBackslashes).find()
                ? Optional.empty()
                : Optional.of("^(?:%s)$".formatted(regex));
    }
}

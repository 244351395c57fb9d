package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The context of the guide, made of nothing but what the guide says. */
final class GuideContext {

    private static final Path GUIDE =
            Path.of("../../docs/adding-a-context.md").toAbsolutePath().normalize();

    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern RESOURCES = Pattern.compile("```xml\\n(<jboss:ejb-jar.*?)```", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("^public (?:class|record|interface) (\\w+)", Pattern.MULTILINE);
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

    private final Path classes;
    private final String guide;

    private GuideContext(Path classes, String guide) {
        this.classes = classes;
        this.guide = guide;
    }

    /** Compiles each piece of Java in the guide as the build compiles ours: a warning is an error. */
    static GuideContext compile(Path directory) throws IOException {
        GuideContext context =
                new GuideContext(Files.createDirectories(directory.resolve("classes")), Files.readString(GUIDE));
        context.compile();
        return context;
    }

    /** Where its classes are. */
    Path classes() {
        return classes;
    }

    /** The names of its classes. */
    List<String> types() {
        return sources().stream().map(Source::type).toList();
    }

    /** The file {@code jboss-ejb3.xml} that the guide has the reader write. */
    String resourceAdapterBinding() {
        Matcher found = RESOURCES.matcher(guide);
        assertThat(found.find()).as("the guide shows jboss-ejb3.xml").isTrue();
        return found.group(1);
    }

    private void compile() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "--release",
                "17",
                "-Xlint:all,-processing,-classfile,-path,-options",
                "-classpath",
                System.getProperty("java.class.path"));
        compiler.getTask(null, null, found, options, null, sources()).call();
        assertThat(found.getDiagnostics().stream()
                        .filter(one -> one.getKind() != Diagnostic.Kind.NOTE)
                        .map(one -> one.getMessage(Locale.ROOT)))
                .as("what the compiler says of the guide")
                .isEmpty();
    }

    private List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        Matcher block = JAVA.matcher(guide);
        while (block.find()) {
            sources.add(Source.of(block.group(1)));
        }
        assertThat(sources).as("the Java of the guide").isNotEmpty();
        return sources;
    }

    /** A file that the reader of the guide writes. */
    private static final class Source extends SimpleJavaFileObject {

        private final String type;
        private final String text;

        private Source(String type, String text) {
            super(URI.create("string:///" + type.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.type = type;
            this.text = text;
        }

        static Source of(String text) {
            return new Source(
                    Stream.of(PACKAGE, TYPE)
                            .map(pattern -> first(pattern, text))
                            .reduce((before, after) -> before + "." + after)
                            .orElseThrow(),
                    text);
        }

        private static String first(Pattern pattern, String text) {
            Matcher found = pattern.matcher(text);
            assertThat(found.find()).as("%s in%n%s", pattern, text).isTrue();
            return found.group(1);
        }

        String type() {
            return type;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

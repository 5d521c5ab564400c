package dev.capstan.helm.schema;

import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.helm.cache.DigestCache;
import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.chart.ChartFile;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against the schemas of a chart and of the charts inside of it. Safe for use by several threads; schemas that were read
 * once are shared by all releases.
 */
public final class ValuesSchema {
    private static final String URL = "file:///values.schema.json";

    /** What a schema takes in memory for each byte of its text: its document and the schemas that were made of it. */
    private static final int ROOM_PER_BYTE = 40;

    private final DigestCache<Schema> known;

    /**
     * @param cachedBytes how much room schemas may take, about
     */
    public ValuesSchema(long cachedBytes) {
        this.known = new DigestCache<>(cachedBytes);
    }

    /** What a check gives. */
    public sealed interface Verdict {
        /** Nothing is wrong. */
        record Valid() implements Verdict {}

        /** The values are not what a schema demands, or a schema is not one; the text is Helm's. */
        record Invalid(String message) implements Verdict {}

        /** A limit is reached. */
        record Stopped(String message) implements Verdict {}
    }

    /**
     * Checks all values of a chart.
     *
     * @param mostSteps of checking one schema, and of checking values against it
     */
    public Verdict check(Chart chart, Map<String, @Nullable Object> values, long mostSteps) {
        try {
            var message = new StringBuilder();
            check(chart, values, mostSteps, message);
            return message.isEmpty()
                    ? new Verdict.Valid()
                    : new Verdict.Invalid(
                            "values don't meet the specifications of the schema(s) in the following chart(s):\n"
                                    + message);
        } catch (TooManyStepsException e) {
            return new Verdict.Stopped("chart " + chart.name() + ": " + e.getMessage());
        }
    }

    private void check(Chart chart, Map<String, @Nullable Object> values, long mostSteps, StringBuilder message) {
        chart.schema()
                .flatMap(schema -> problem(schema, values, mostSteps))
                .ifPresent(problem -> message.append(chart.name()).append(":\n").append(problem));
        for (Chart inner : chart.dependencies()) {
            Object below = values.get(inner.name());
            Map<String, @Nullable Object> table = SchemaDocument.object(below);
            if (table != null) {
                check(inner, table, mostSteps, message);
            }
        }
    }

    private Optional<String> problem(ChartFile schema, Map<String, @Nullable Object> values, long mostSteps) {
        try {
            return new Validation(mostSteps, null)
                    .validate(values, compiled(schema, mostSteps))
                    .map(problem -> withoutHead(problem.display()) + "\n");
        } catch (InvalidSchemaException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Schema compiled(ChartFile file, long mostSteps) throws InvalidSchemaException {
        MessageDigest digesting = DigestAlgorithm.SHA256.start();
        digesting.update(file.data());
        String digest = DigestAlgorithm.SHA256.finish(digesting).toString();
        Optional<Schema> found = known.get(digest);
        if (found.isPresent()) {
            return found.get();
        }
        Schema schema = SchemaCompiler.compile(URL, file.data(), mostSteps);
        known.keep(digest, schema, (long) ROOM_PER_BYTE * file.data().length);
        return schema;
    }

    private static String withoutHead(String problem) {
        String head = "jsonschema validation failed with '" + URL + "#'\n";
        return problem.startsWith(head) ? problem.substring(head.length()) : problem;
    }
}

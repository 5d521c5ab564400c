package dev.capstan.helm.schema;

import dev.capstan.helm.chart.Chart;
import dev.capstan.helm.chart.ChartFile;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks values against the schemas of a chart and of the charts inside of it. */
public final class ValuesSchema {
    private static final String URL = "file:///values.schema.json";

    private final long mostSteps;

    /**
     * @param mostSteps of one check
     */
    public ValuesSchema(long mostSteps) {
        this.mostSteps = mostSteps;
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

    /** Checks all values of a chart. */
    public Verdict check(Chart chart, Map<String, @Nullable Object> values) {
        try {
            var message = new StringBuilder();
            check(chart, values, message);
            return message.isEmpty()
                    ? new Verdict.Valid()
                    : new Verdict.Invalid(
                            "values don't meet the specifications of the schema(s) in the following chart(s):\n"
                                    + message);
        } catch (TooManyStepsException e) {
            return new Verdict.Stopped("chart " + chart.name() + ": " + e.getMessage());
        }
    }

    private void check(Chart chart, Map<String, @Nullable Object> values, StringBuilder message) {
        chart.schema()
                .flatMap(schema -> problem(schema, values))
                .ifPresent(problem -> message.append(chart.name()).append(":\n").append(problem));
        for (Chart inner : chart.dependencies()) {
            Object below = values.get(inner.name());
            Map<String, @Nullable Object> table = SchemaDocument.object(below);
            if (table != null) {
                check(inner, table, message);
            }
        }
    }

    private Optional<String> problem(ChartFile schema, Map<String, @Nullable Object> values) {
        try {
            return new Validation(mostSteps, null)
                    .validate(values, SchemaCompiler.compile(URL, schema.data(), mostSteps))
                    .map(problem -> withoutHead(problem.display()) + "\n");
        } catch (InvalidSchemaException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String withoutHead(String problem) {
        String head = "jsonschema validation failed with '" + URL + "#'\n";
        return problem.startsWith(head) ? problem.substring(head.length()) : problem;
    }
}

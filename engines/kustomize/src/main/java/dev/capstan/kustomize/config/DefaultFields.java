package dev.capstan.kustomize.config;

import dev.capstan.kustomize.resource.Gvk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The fields that are transformed without any configuration. */
public final class DefaultFields {
    private static final String TABLE = "default-fields.tsv";

    private DefaultFields() {}

    /** The built-in configuration; always the same instance. */
    public static TransformerConfig config() {
        return Holder.CONFIG;
    }

    private static final class Holder {
        static final TransformerConfig CONFIG = read();
    }

    private static TransformerConfig read() {
        TransformerConfig.Builder builder = new TransformerConfig.Builder();
        try (InputStream stream = Objects.requireNonNull(DefaultFields.class.getResourceAsStream(TABLE));
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    addRow(builder, line.split("\t", -1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the table of default fields is part of the library and must be readable", e);
        }
        return builder.build();
    }

    private static void addRow(TransformerConfig.Builder builder, String[] row) {
        if (row[0].equals("nameReference")) {
            builder.add(new NameReference(kind(row, 1), new FieldSpecs(List.of(spec(row, 4)))));
        } else {
            builder.add(row[0], spec(row, 1));
        }
    }

    private static FieldSpec spec(String[] row, int from) {
        return new FieldSpec(kind(row, from), row[from + 3], row[from + 4].equals("create"));
    }

    private static Gvk kind(String[] row, int from) {
        return new Gvk(part(row[from]), part(row[from + 1]), part(row[from + 2]));
    }

    private static String part(String cell) {
        return cell.equals("-") ? "" : cell;
    }
}

package dev.capstan.cli.build;

import dev.capstan.cli.terminal.Table;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.ExplainedField;
import dev.capstan.kustomize.ExplainedField.Setting;
import dev.capstan.kustomize.ExplainedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Who set which field of an object, for people: one row for each field, and below it the values that it had before. */
final class ExplainTable {
    private static final int WIDEST_VALUE = 48;
    private static final String MASK = "(secret)";

    private final UnaryOperator<String> forReader;

    /** A table whose paths are written as the reader would write them. */
    ExplainTable(UnaryOperator<String> forReader) {
        this.forReader = forReader;
    }

    List<String> lines(ExplainedObject explained) {
        BuiltObject object = explained.object();
        List<String> lines = new ArrayList<>();
        lines.add(object.apiVersion() + " " + object.identity() + ", from "
                + forReader.apply(object.origin().toString()));
        lines.add("");
        Table table = new Table(List.of("FIELD", "VALUE", "WHERE", "BY"));
        for (ExplainedField field : explained.fields()) {
            String path = field.path();
            for (Setting setting : field.settings()) {
                table.add(List.of(
                        path,
                        isSecret(object, field) ? MASK : shortened(setting.value()),
                        forReader.apply(setting.place()),
                        setting.by()));
                path = "";
            }
        }
        lines.addAll(table.lines());
        return lines;
    }

    /** Tables are pasted into tickets; whoever needs the value builds. */
    private static boolean isSecret(BuiltObject object, ExplainedField field) {
        return object.kind().equals("Secret")
                && (field.path().startsWith("data.") || field.path().startsWith("stringData."));
    }

    private static String shortened(String value) {
        String line = value.lines().findFirst().orElse("");
        boolean isCut = line.length() > WIDEST_VALUE || value.indexOf('\n') >= 0;
        String kept = line.length() > WIDEST_VALUE ? line.substring(0, WIDEST_VALUE) : line;
        return printable(kept) + (isCut ? "…" : "");
    }

    /** Values come from files of others; none of them may steer the terminal. */
    private static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return safe.toString();
    }
}

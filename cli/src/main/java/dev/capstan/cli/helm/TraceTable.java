package dev.capstan.cli.helm;

import dev.capstan.cli.terminal.Table;
import dev.capstan.helm.explain.TracedField;
import dev.capstan.helm.explain.TracedObject;
import java.util.ArrayList;
import java.util.List;

/** Where each field of an object came from, for people: one row for each field, and further ones for what was read for it. */
final class TraceTable {
    private static final int WIDEST_VALUE = 48;
    private static final String MASK = "(secret)";

    private TraceTable() {}

    static List<String> lines(TracedObject object) {
        List<String> lines = new ArrayList<>();
        lines.add(object.kind() + "/" + object.name() + (object.isHook() ? ", a hook" : "") + ", from "
                + object.template());
        lines.add("");
        var table = new Table(List.of("FIELD", "VALUE", "TEMPLATE", "READS", "SET BY"));
        for (TracedField field : object.fields()) {
            addRows(table, object, field);
        }
        lines.addAll(table.lines());
        return lines;
    }

    private static void addRows(Table table, TracedObject object, TracedField field) {
        List<String> places = new ArrayList<>();
        places.add(field.place());
        field.calledFrom().forEach(place -> places.add("by " + place));
        int rows = Math.max(places.size(), field.reads().size());
        for (int i = 0; i < rows; i++) {
            TracedField.Read read = i < field.reads().size() ? field.reads().get(i) : new TracedField.Read("", "");
            table.add(List.of(
                    i == 0 ? printable(field.path()) : "",
                    i == 0 ? value(object, field) : "",
                    i < places.size() ? printable(places.get(i)) : "",
                    printable(read.path()),
                    origin(read)));
        }
    }

    private static String origin(TracedField.Read read) {
        return read.origin().isEmpty() && read.path().startsWith(".Values") ? "nobody" : printable(read.origin());
    }

    /** Tables are pasted into tickets; whoever needs the value renders. */
    private static String value(TracedObject object, TracedField field) {
        boolean isSecret = object.kind().equals("Secret")
                && (field.path().startsWith("data") || field.path().startsWith("stringData"));
        return isSecret ? MASK : shortened(field.value());
    }

    private static String shortened(String value) {
        String line = value.lines().findFirst().orElse("");
        boolean isCut = line.length() > WIDEST_VALUE || value.indexOf('\n') >= 0;
        String kept = line.length() > WIDEST_VALUE ? line.substring(0, WIDEST_VALUE) : line;
        return printable(kept) + (isCut ? "…" : "");
    }

    /** Values come from files of others; none of them may steer the terminal. */
    private static String printable(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return safe.toString();
    }
}

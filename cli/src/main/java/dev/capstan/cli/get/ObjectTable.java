package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.schema.KindRole;
import dev.capstan.cli.cluster.SuspendSwitch;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Objects of one kind as a table, with the columns that people know from the flux command. */
final class ObjectTable {

    private final ToolkitKind kind;
    private final Optional<WideColumns> more;
    private final Table table;

    /** @param more further columns; they come before the message, which may be long */
    ObjectTable(ToolkitKind kind, Optional<WideColumns> more) {
        this.kind = kind;
        this.more = more;
        this.table = new Table(heads());
    }

    void add(ToolkitObject object) {
        table.add(cells(ObjectRow.of(object), object));
    }

    List<String> lines() {
        return table.lines();
    }

    /** A line that comes later, in the columns of those before. */
    String laterLine(ToolkitObject object) {
        return table.line(cells(ObjectRow.of(object), object));
    }

    private List<String> heads() {
        List<String> heads = new ArrayList<>(List.of("NAMESPACE", kind.plural().toUpperCase(Locale.ROOT)));
        heads.addAll(KindColumns.heads(kind));
        if (!kind.has(KindRole.DATA)) {
            heads.add("SUSPENDED");
        }
        if (KindColumns.haveReady(kind)) {
            heads.add("READY");
        }
        more.ifPresent(columns -> heads.addAll(columns.heads(kind)));
        if (KindColumns.haveMessage(kind)) {
            heads.add("MESSAGE");
        }
        return heads;
    }

    private List<String> cells(ObjectRow row, ToolkitObject object) {
        List<String> cells = new ArrayList<>(List.of(row.namespace(), row.name()));
        cells.addAll(KindColumns.cells(object, row));
        if (!kind.has(KindRole.DATA)) {
            cells.add(suspended(row, object));
        }
        if (KindColumns.haveReady(kind)) {
            cells.add(row.ready());
        }
        more.ifPresent(columns -> cells.addAll(columns.cells(object)));
        if (KindColumns.haveMessage(kind)) {
            cells.add(row.message());
        }
        return cells;
    }

    /** With the reason, where there is room and somebody gave one. */
    private String suspended(ObjectRow row, ToolkitObject object) {
        if (!row.isSuspended()) {
            return "False";
        }
        return "True"
                + more.flatMap(_ -> SuspendSwitch.reason(object))
                        .map(" (%s)"::formatted)
                        .orElse("");
    }
}

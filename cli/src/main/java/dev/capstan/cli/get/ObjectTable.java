package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.schema.KindRole;
import dev.capstan.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Objects of one kind as a table, with the columns that people know from the flux command. */
final class ObjectTable {

    private final ToolkitKind kind;
    private final boolean hasRevision;

    ObjectTable(ToolkitKind kind) {
        this.kind = kind;
        this.hasRevision = kind.has(KindRole.HAS_ARTIFACT) || kind.has(KindRole.APPLIER);
    }

    List<String> lines(List<ObjectRow> objects) {
        Table table = new Table(heads());
        objects.forEach(object -> table.add(cells(object)));
        return table.lines();
    }

    private List<String> heads() {
        List<String> heads = new ArrayList<>(List.of("NAMESPACE", kind.plural().toUpperCase(Locale.ROOT)));
        if (hasRevision) {
            heads.add("REVISION");
        }
        heads.add("SUSPENDED");
        if (kind.hasStatus()) {
            heads.addAll(List.of("READY", "MESSAGE"));
        }
        return heads;
    }

    private List<String> cells(ObjectRow object) {
        List<String> cells = new ArrayList<>(List.of(object.namespace(), object.name()));
        if (hasRevision) {
            cells.add(object.revision());
        }
        cells.add(object.isSuspended() ? "True" : "False");
        if (kind.hasStatus()) {
            cells.addAll(List.of(object.ready(), object.message()));
        }
        return cells;
    }
}
